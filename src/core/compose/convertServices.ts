/**
 * Compose projects as container groups: every service becomes a container of one group. After the conversion table of
 * docker/compose-cli (aci-compose-features.md), but with a report of all that is lost or different.
 */
import { ipAddressOf } from './ipAddress.ts';
import { noteFileKeys, noteServiceKeys } from './unsupportedKeys.ts';
import { writtenApiVersion } from '../document/apiVersions.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { RawContainerGroup } from '../model/containerGroup.ts';
import { likelyOsType } from '../rules/image.ts';
import { freeName, toGroupName } from '../rules/names.ts';
import { maxContainers } from '../rules/size.ts';
import { commandOf, type ImageConfig } from './command.ts';
import type { ConversionContext } from './conversionContext.ts';
import { livenessProbe } from './livenessProbe.ts';
import { createVolumes, type Volumes } from './volumes.ts';
import type { AddNote } from './composeNote.ts';
import { portBody, type ServicePort, servicePorts } from './ports.ts';
import { restartPolicyOf } from './restartPolicy.ts';
import type { Service } from './services.ts';
import { replaceInWords } from './serviceNames.ts';
import { resourcesOf } from './containerResources.ts';
import { type StartOrder, startOrder } from './startOrder.ts';
import { plainText } from './values.ts';
import { variablesOf } from './variables.ts';

/**
 * The group that comes nearest to the services, which say nothing of a location. Throws nothing; with a `blocked` note
 * nothing may be sent. `imageConfig`: what is known of an image.
 */
export function convertServices(
  services: readonly Service[],
  context: ConversionContext,
  imageConfig: (image: string) => ImageConfig | undefined,
): RawContainerGroup {
  noteFileKeys(context.file, context.addNote);
  noteServiceCount(services, context.addNote);
  return {
    apiVersion: writtenApiVersion,
    body: { properties: groupProperties(services, context, imageConfig) },
  };
}

/** Whether this looks like a Compose file; one that only includes others is one, too. */
export function isComposeFile(file: JsonObject): boolean {
  if (file['$schema'] !== undefined || file['type'] !== undefined) return false;
  if (file['services'] === null) return file['resources'] === undefined && file['kind'] === undefined;
  return isObject(file['services']) || (file['include'] !== undefined && file['resources'] === undefined);
}

function noteServiceCount(services: readonly Service[], addNote: AddNote): void {
  if (services.length === 0) addNote('blocked', ['services'], { kind: 'noServices' });
  if (services.length > maxContainers)
    addNote('blocked', ['services'], { kind: 'tooManyServices', count: services.length, max: maxContainers });
  if (services.length > 1)
    addNote('changed', ['services'], { kind: 'serviceNames', services: services.map(({ name }) => name) });
}

type GetImageConfig = (image: string) => ImageConfig | undefined;

function groupProperties(
  services: readonly Service[],
  context: ConversionContext,
  imageConfig: GetImageConfig,
): JsonObject {
  const { addNote } = context;
  const order = startOrder(services, addNote);
  const volumes = createVolumes(context);
  const ports = order.rest.map(({ service, path }) => servicePorts(service, path, addNote));
  const resources = resourcesOf(order.rest, addNote);
  const names = containerNames(services, addNote);
  const base = (service: Service): PreparedService => ({
    ...service,
    validName: names[services.indexOf(service)] ?? '',
    imageConfig: imageConfig(plainText(service.service['image']) ?? ''),
  });
  const first = order.first.map(service => initContainer(base(service), volumes, context));
  const containers = order.rest.map((service, index) =>
    container(base(service), ports[index] ?? [], resources[index] ?? {}, volumes, context),
  );
  const all = volumes.all();
  return {
    ...(first.length > 0 && { initContainers: first }),
    containers,
    osType: osTypeOf(services, addNote),
    restartPolicy: policyOf(order, addNote),
    ...ipAddressOf(order.rest, ports, context),
    ...(all.length > 0 && { volumes: all }),
  };
}

function policyOf({ rest, endings }: StartOrder, addNote: AddNote): string {
  return restartPolicyOf(rest, endings, addNote);
}

function containerNames(services: readonly Service[], addNote: AddNote): readonly string[] {
  const names: string[] = [];
  for (const { name, path } of services) {
    const valid = freeName(toGroupName(name, 'container'), taken => names.includes(taken));
    if (valid !== name) addNote('changed', path, { kind: 'nameChanged', from: name, to: valid });
    names.push(valid);
  }
  return names;
}

/** A service with what is known of it besides. */
interface PreparedService extends Service {
  readonly validName: string;
  readonly imageConfig: ImageConfig | undefined;
}

function container(
  base: PreparedService,
  ports: readonly ServicePort[],
  resources: JsonObject,
  volumes: Volumes,
  context: ConversionContext,
): JsonObject {
  const { service, path, validName } = base;
  const shared = sharedProperties(base, context);
  const mounts = volumes.addMounts(validName, service, path);
  const probe = probeOf(base, context);
  const properties: JsonObject = {
    ...shared.before,
    ...(ports.length > 0 && { ports: ports.map(port => context.recordSource(portBody(port), port.path)) }),
    ...shared.after,
    resources,
    ...(mounts.length > 0 && { volumeMounts: mounts }),
    ...(probe && { livenessProbe: probe }),
  };
  return context.recordSource({ name: validName, properties }, path);
}

/** What an init container can have; it has neither ports nor probes nor a size of its own (its API description). */
function initContainer(base: PreparedService, volumes: Volumes, context: ConversionContext): JsonObject {
  const { service, path, validName } = base;
  for (const key of ['ports', 'healthcheck'])
    if (service[key] !== undefined) context.addNote('dropped', [...path, key], { kind: 'initDetail', key });
  const shared = sharedProperties(base, context);
  const mounts = volumes.addMounts(validName, service, path);
  const properties: JsonObject = {
    ...shared.before,
    ...shared.after,
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
  return context.recordSource({ name: validName, properties }, path);
}

function sharedProperties(
  { name, service, path, imageConfig }: PreparedService,
  context: ConversionContext,
): { readonly before: JsonObject; readonly after: JsonObject } {
  const { addNote } = context;
  noteServiceKeys(name, service, path, addNote);
  const image = plainText(service['image']);
  const words = commandOf(service, path, imageConfig, addNote);
  const command = renamedCommand(
    words,
    [...path, service['command'] === undefined ? 'entrypoint' : 'command'],
    context,
  );
  const variables = variablesOf(service, path, context);
  return {
    before: { ...(image !== undefined && { image }), ...(command.length > 0 && { command }) },
    after: variables.length > 0 ? { environmentVariables: variables } : {},
  };
}

function renamedCommand(
  words: readonly string[],
  path: JsonPath,
  context: ConversionContext,
): readonly string[] {
  const found = replaceInWords(words, context.names);
  return context.noteServiceNames(path, found) ? found.words : words;
}

function probeOf({ service, path }: PreparedService, context: ConversionContext): JsonObject | undefined {
  const probe = livenessProbe(service, path, context.addNote);
  if (!probe) return undefined;
  const command = renamedCommand(probe.exec.command, [...path, 'healthcheck', 'test'], context);
  return { ...probe, exec: { command } };
}

function osTypeOf(services: readonly Service[], addNote: AddNote): string {
  const isWindows = services.some(({ service }) => {
    const platform = plainText(service['platform']) ?? '';
    return /^windows/i.test(platform) || likelyOsType(plainText(service['image']) ?? '') === 'Windows';
  });
  if (isWindows && services.length > 1) addNote('blocked', ['services'], { kind: 'windowsAlone' });
  return isWindows ? 'Windows' : 'Linux';
}
