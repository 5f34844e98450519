/**
 * Compose files as container groups: every service becomes a container of one group. After the conversion table of
 * docker/compose-cli (docs/aci-compose-features.md), but with a report of all that is lost or different.
 */
import type { Path } from '../groupFile/path.ts';
import { asObject, isList, isObject } from '../json.ts';
import type { GroupDocument, Json, JsonObject } from '../model.ts';
import { parseCommandLine } from '../rules/commandLine.ts';
import { likelySystem } from '../rules/image.ts';
import { dnsLabelProblem, freeName, toGroupName } from '../rules/names.ts';
import { maxPorts } from '../rules/ports.ts';
import { droppedBecause } from './dropped.ts';
import { livenessProbe } from './health.ts';
import { interpolate, type Environment } from './interpolate.ts';
import { createVolumes, type MountContext, type Volumes } from './mounts.ts';
import type { ComposeNote, Tell } from './note.ts';
import { samePort, servicePorts, type ServicePort } from './ports.ts';
import { restartPolicyOf } from './restart.ts';
import { servicesOf, type Service } from './services.ts';
import { resourcesOf } from './size.ts';
import { at, listOf, plainText } from './values.ts';
import { envFilesOf, variablesOf } from './variables.ts';

export interface ComposeOptions {
  /** The wished name of the group; it is made a valid one. */
  readonly name: string;
  /** The shell's environment and the project's `.env`. */
  readonly environment: Environment;
  /** What stands in a file that `composeFiles` named; paths as the compose file writes them. */
  readonly contents?: (path: string) => string | undefined;
}

export interface ComposeGroup {
  readonly name: string;
  readonly document: GroupDocument;
  readonly report: readonly ComposeNote[];
}

/** The version whose shape is written here (FACTS §1). */
const apiVersion = '2023-05-01';
/** FACTS §5. */
const maxContainers = 60;

/** The group that comes nearest to the file, which says nothing of a location. Throws nothing; with a `blocked` note nothing may be sent. */
export function composeToGroup(written: JsonObject, options: ComposeOptions): ComposeGroup {
  const report: ComposeNote[] = [];
  const tell: Tell = (effect, path, why) => {
    report.push({ effect, path, why });
  };
  const name = toGroupName(options.name, 'group');
  if (name !== options.name) tell('changed', [], { kind: 'nameChanged', from: options.name, to: name });
  const file = interpolate(written, options.environment, tell);
  const services = servicesOf(file, options.environment, tell);
  tellOfFile(file, services, tell);
  const context: MountContext = {
    file,
    environment: options.environment,
    contents: options.contents ?? (() => undefined),
    tell,
  };
  const body: JsonObject = { properties: groupProperties(services, context) };
  return { name, document: { apiVersion, body }, report };
}

/** Whether this looks like a compose file. */
export function isCompose(file: JsonObject): boolean {
  return isObject(file['services']) && file['$schema'] === undefined && file['type'] === undefined;
}

/** The files that the conversion wants to read, as the compose file names them: give them in `contents`. */
export function composeFiles(written: JsonObject, environment: Environment): readonly string[] {
  const silent: Tell = () => undefined;
  const file = interpolate(written, environment, silent);
  const services = servicesOf(file, environment, silent);
  const variables = services.flatMap(({ service, path }) => envFilesOf(service, path).map(wish => wish.file));
  const mounted = (['secrets', 'configs'] as const).flatMap(kind => {
    const wanted = services.flatMap(({ service }) =>
      listOf(service[kind]).map(item => plainText(isObject(item) ? item['source'] : item) ?? ''),
    );
    return Object.entries(asObject(file[kind])).flatMap(([name, wish]) =>
      wanted.includes(name) ? (plainText(asObject(wish)['file']) ?? []) : [],
    );
  });
  return [...new Set([...variables, ...mounted])];
}

const readOfFile = ['services', 'volumes', 'secrets', 'configs', 'name'];

function tellOfFile(file: JsonObject, services: readonly Service[], tell: Tell): void {
  for (const key of Object.keys(file).filter(word => !readOfFile.includes(word))) {
    if (key === 'version') tell('dropped', [key], { kind: 'obsoleteKey', key });
    else if (key === 'include') tell('blocked', [key], { kind: 'include' });
    else if (key === 'networks') tell('dropped', [key], { kind: 'sharedNetwork', key });
    else if (key.startsWith('x-')) tell('dropped', [key], { kind: 'extensionField', key });
    else tell('dropped', [key], { kind: 'unknownKey', key });
  }
  if (services.length === 0) tell('blocked', ['services'], { kind: 'noServices' });
  if (services.length > maxContainers)
    tell('blocked', ['services'], { kind: 'tooManyServices', count: services.length, max: maxContainers });
  if (services.length > 1)
    tell('changed', ['services'], { kind: 'serviceNames', services: services.map(({ name }) => name) });
}

function groupProperties(services: readonly Service[], context: MountContext): JsonObject {
  const { tell } = context;
  const volumes = createVolumes(context);
  const ports = services.map(({ service, path }) => servicePorts(service, path, tell));
  const resources = resourcesOf(services, tell);
  const names = containerNames(services, tell);
  const containers = services.map((service, index) =>
    container(service, names[index] ?? '', ports[index] ?? [], resources[index] ?? {}, volumes, context),
  );
  const all = volumes.all();
  return {
    containers,
    osType: systemOf(services, tell),
    restartPolicy: restartPolicyOf(services, tell),
    ...addressOf(services, ports, tell),
    ...(all.length > 0 && { volumes: all }),
  };
}

function containerNames(services: readonly Service[], tell: Tell): readonly string[] {
  const names: string[] = [];
  for (const { name, path } of services) {
    const valid = freeName(toGroupName(name, 'container'), taken => names.includes(taken));
    if (valid !== name) tell('changed', path, { kind: 'nameChanged', from: name, to: valid });
    names.push(valid);
  }
  return names;
}

function container(
  { name, service, path }: Service,
  validName: string,
  ports: readonly ServicePort[],
  resources: JsonObject,
  volumes: Volumes,
  context: MountContext,
): JsonObject {
  const { tell } = context;
  tellOfService(name, service, path, tell);
  const image = plainText(service['image']);
  const command = commandOf(service, path, tell);
  const variables = variablesOf(service, path, context);
  const mounts = volumes.mounts(validName, service, path);
  const probe = livenessProbe(service, path, tell);
  return {
    name: validName,
    properties: {
      ...(image !== undefined && { image }),
      ...(command.length > 0 && { command }),
      ...(ports.length > 0 && { ports: ports.map(portBody) }),
      ...(variables.length > 0 && { environmentVariables: variables }),
      resources,
      ...(mounts.length > 0 && { volumeMounts: mounts }),
      ...(probe && { livenessProbe: probe }),
    },
  };
}

function portBody({ port, protocol }: ServicePort): JsonObject {
  return { port, protocol };
}

function tellOfService(name: string, service: JsonObject, path: Path, tell: Tell): void {
  if (plainText(service['image']) === undefined)
    tell('blocked', path, { kind: 'imageMissing', service: name });
  if (service['build'] !== undefined) tell('dropped', [...path, 'build'], { kind: 'build' });
  if (service['container_name'] !== undefined)
    tell('dropped', [...path, 'container_name'], { kind: 'containerName', service: name });
  const platform = plainText(service['platform']);
  if (platform !== undefined && !/^(linux|windows)(\/(amd64|x86_64))?$/i.test(platform))
    tell('dropped', [...path, 'platform'], { kind: 'platform', platform });
  for (const key of Object.keys(service)) {
    const why = droppedBecause(key);
    if (why) tell('dropped', [...path, key], why);
  }
  tellOfDeploy(service, path, tell);
}

function tellOfDeploy(service: JsonObject, path: Path, tell: Tell): void {
  const scale = plainText(service['scale']);
  if (scale !== undefined && scale !== '1')
    tell('dropped', [...path, 'scale'], { kind: 'replicas', count: scale });
  for (const [key, value] of Object.entries(asObject(service['deploy']))) {
    const place = [...path, 'deploy', key];
    const count = key === 'replicas' ? plainText(value) : undefined;
    if (count !== undefined && count !== '1') tell('dropped', place, { kind: 'replicas', count });
    if (key === 'labels') tell('dropped', place, { kind: 'labels', key });
    else if (!['replicas', 'resources', 'restart_policy'].includes(key))
      tell('dropped', place, { kind: 'deployDetail', key });
  }
  for (const side of ['reservations', 'limits'])
    for (const key of Object.keys(asObject(at(service, 'deploy', 'resources', side))))
      if (key !== 'cpus' && key !== 'memory')
        tell('dropped', [...path, 'deploy', 'resources', side, key], { kind: 'deployDetail', key });
}

/** In ACI the command stands for both the image's entry point and its command. */
function commandOf(service: JsonObject, path: Path, tell: Tell): readonly string[] {
  const entrypoint = words(service['entrypoint'], [...path, 'entrypoint'], tell);
  const command = words(service['command'], [...path, 'command'], tell);
  if (entrypoint === undefined && command !== undefined && command.length > 0)
    tell('changed', [...path, 'command'], { kind: 'commandReplacesEntrypoint' });
  return [...(entrypoint ?? []), ...(command ?? [])];
}

function words(json: Json | undefined, path: Path, tell: Tell): readonly string[] | undefined {
  if (json === undefined || json === null) return undefined;
  if (isList(json)) return json.flatMap(word => plainText(word) ?? []);
  const text = plainText(json) ?? '';
  const parsed = parseCommandLine(text);
  if ('argv' in parsed) return parsed.argv;
  tell('blocked', path, { kind: 'commandSyntax', text });
  return undefined;
}

function systemOf(services: readonly Service[], tell: Tell): string {
  const isWindows = services.some(({ service }) => {
    const platform = plainText(service['platform']) ?? '';
    return /^windows/i.test(platform) || likelySystem(plainText(service['image']) ?? '') === 'Windows';
  });
  if (isWindows && services.length > 1) tell('blocked', ['services'], { kind: 'windowsAlone' });
  return isWindows ? 'Windows' : 'Linux';
}

/** All containers share one network: a port belongs to one of them. */
function addressOf(
  services: readonly Service[],
  ports: readonly (readonly ServicePort[])[],
  tell: Tell,
): JsonObject {
  const all = ports.flat();
  for (const [index, port] of all.entries()) {
    const isTwice = all.slice(0, index).some(known => samePort(known, port));
    const owners = services.filter((_, owner) => ports[owner]?.some(known => samePort(known, port)) === true);
    if (isTwice)
      tell('blocked', port.path, {
        kind: 'portTwice',
        port: port.port,
        services: owners.map(({ name }) => name),
      });
  }
  const open = all.filter(
    (port, index) =>
      port.isPublic && !all.slice(0, index).some(known => known.isPublic && samePort(known, port)),
  );
  if (open.length > maxPorts)
    tell('blocked', ['services'], { kind: 'portsTooMany', count: open.length, max: maxPorts });
  const label = labelOf(services, open.length > 0, tell);
  if (open.length === 0) return {};
  return {
    ipAddress: {
      type: 'Public',
      ports: open.map(portBody),
      ...(label !== undefined && { dnsNameLabel: label }),
    },
  };
}

function labelOf(services: readonly Service[], isOpen: boolean, tell: Tell): string | undefined {
  let used: string | undefined;
  for (const { service, path } of services) {
    const label = plainText(service['domainname']);
    if (label === undefined) continue;
    const place = [...path, 'domainname'];
    if (!isOpen) tell('dropped', place, { kind: 'labelWithoutPorts', label });
    else if (dnsLabelProblem(label)) tell('dropped', place, { kind: 'labelInvalid', label });
    else if (used !== undefined && used !== label)
      tell('dropped', place, { kind: 'labelOther', label, used });
    else used = label;
  }
  return used;
}
