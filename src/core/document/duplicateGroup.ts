/** Making a new group from an existing one: nothing is lost that the wizard can't show. */
import { networkBody, portsBody, registryCredentialBody, variableBody } from './groupBody.ts';
import { withoutReadOnly } from './readOnlyProperties.ts';
import { identityBody, noIdentity, readIdentity, withUserAssigned } from './groupIdentity.ts';
import type { GroupPlan, GroupNetwork, PlannedVariable } from '../model/groupPlan.ts';
import { asNumber, asObject, asObjects, asText, isList, isObject, mapObjects, without } from '../json.ts';
import type { RawContainerGroup, GroupRef, Json, JsonObject, Port } from '../model/model.ts';
import { isDockerHub, parseImage } from '../rules/image.ts';
import { minimumSize } from '../rules/size.ts';

/** The document without what belongs to the original alone: state, address, and its DNS label, which it keeps. */
export function toDuplicateBase(document: RawContainerGroup): RawContainerGroup {
  const body = withoutReadOnly(document.body);
  const properties = asObject(body['properties']);
  const address = properties['ipAddress'];
  return {
    ...document,
    body: {
      ...body,
      properties: {
        ...properties,
        ...(isObject(address) && { ipAddress: without(address, 'dnsNameLabel') }),
      },
    },
  };
}

/** What the wizard shows of a body: the group and its first container. */
export function planFromBody(ref: GroupRef, body: JsonObject): GroupPlan {
  const properties = asObject(body['properties']);
  const first = asObjects(properties['containers'])[0] ?? {};
  const container = asObject(first['properties']);
  const requests = asObject(asObject(container['resources'])['requests']);
  const command = container['command'];
  return {
    ref,
    location: asText(body['location']),
    osType: properties['osType'] === 'Windows' ? 'Windows' : 'Linux',
    restartPolicy: restartPolicy(properties['restartPolicy']),
    network: networkOf(properties),
    containerName: asText(first['name']),
    image: asText(container['image']),
    credential: undefined,
    identity: readIdentity(body['identity']),
    size: {
      cpu: asNumber(requests['cpu']) ?? minimumSize.cpu,
      memoryInGB: asNumber(requests['memoryInGB']) ?? minimumSize.memoryInGB,
    },
    command: isList(command) ? command.map(asText) : [],
    variables: asObjects(container['environmentVariables']).map(variableOf),
  };
}

/** ARM leaves the policy out when nobody chose one; it then restarts always (FACTS §3). */
function restartPolicy(json: Json | undefined): GroupPlan['restartPolicy'] {
  return json === 'Never' || json === 'OnFailure' ? json : 'Always';
}

function variableOf(variable: JsonObject): PlannedVariable {
  const value = variable['value'] ?? variable['secureValue'];
  const isPlain = typeof variable['value'] === 'string';
  return {
    name: asText(variable['name']),
    value: typeof value === 'string' ? value : undefined,
    secure: !isPlain,
  };
}

function networkOf(properties: JsonObject): GroupNetwork {
  const address = properties['ipAddress'];
  const ports = asObjects(asObject(address)['ports']).map(portOf);
  const subnetId = asText(asObjects(properties['subnetIds'])[0]?.['id']);
  if (subnetId !== '') return { kind: 'private', ports, subnetId };
  if (!isObject(address)) return { kind: 'none' };
  const label = asText(address['dnsNameLabel']);
  return { kind: 'public', ports, dnsNameLabel: label === '' ? undefined : label };
}

function portOf(port: JsonObject): Port {
  return { port: asNumber(port['port']) ?? 0, protocol: port['protocol'] === 'UDP' ? 'UDP' : 'TCP' };
}

/** `base` (from `withoutOriginal`) with the differences between what it says and the plan, and no others. */
export function duplicateBody(base: RawContainerGroup, plan: GroupPlan): RawContainerGroup {
  const before = planFromBody(plan.ref, base.body);
  const properties = asObject(base.body['properties']);
  const changed: JsonObject = {
    ...properties,
    ...(plan.osType !== before.osType && { osType: plan.osType }),
    ...(plan.restartPolicy !== before.restartPolicy && { restartPolicy: plan.restartPolicy }),
    ...mapObjects(properties, 'containers', (container, index) =>
      index === 0 ? firstContainer(container, plan, before) : container,
    ),
  };
  const networked = isSameJson(plan.network, before.network) ? changed : withNetwork(changed, plan.network);
  const pulled = withCredentials(networked, plan, before);
  return {
    ...base,
    body: {
      ...withIdentity(base.body, pulled, plan),
      ...(plan.location !== before.location && { location: plan.location }),
      properties: pulled,
    },
  };
}

/** The plan's identities; one that a credential names stays, or Azure would refuse the group (InvalidImageRegistryIdentity). */
function withIdentity(body: JsonObject, properties: JsonObject, plan: GroupPlan): JsonObject {
  const pulling = asObjects(properties['imageRegistryCredentials']).flatMap(
    ({ identity }) => asText(identity) || [],
  );
  const before = readIdentity(body['identity']);
  const wanted = withUserAssigned(plan.identity ?? noIdentity, pulling);
  if (isSameJson(wanted, before)) return body;
  const identity = identityBody(wanted);
  return { ...without(body, 'identity'), ...(identity && { identity }) };
}

function firstContainer(container: JsonObject, plan: GroupPlan, before: GroupPlan): JsonObject {
  const properties = asObject(container['properties']);
  const resources = asObject(properties['resources']);
  return {
    ...container,
    ...(plan.containerName !== before.containerName && { name: plan.containerName }),
    properties: {
      ...(isSameJson(plan.command, before.command) ? properties : without(properties, 'command')),
      ...(!isSameJson(plan.command, before.command) && plan.command.length > 0 && { command: plan.command }),
      ...(plan.image !== before.image && { image: plan.image }),
      ...(!isSameJson(plan.variables, before.variables) && {
        environmentVariables: plan.variables.map(variable => mergeVariable(properties, variable)),
      }),
      ...(!isSameJson(plan.size, before.size) && {
        resources: {
          ...resources,
          requests: {
            ...asObject(resources['requests']),
            cpu: plan.size.cpu,
            memoryInGB: plan.size.memoryInGB,
          },
        },
      }),
    },
  };
}

/** A variable nobody touched stays as it was, a reference to a vault included. */
function mergeVariable(properties: JsonObject, variable: PlannedVariable): JsonObject {
  const known = asObjects(properties['environmentVariables']).find(({ name }) => name === variable.name);
  return known && isSameJson(variableOf(known), variable) ? known : variableBody(variable);
}

/** The group's ports go to the first container, unless another one has them already. */
function withNetwork(properties: JsonObject, network: GroupNetwork): JsonObject {
  const wanted = network.kind === 'none' ? [] : network.ports;
  const fresh = networkBody(network);
  const [before, after] = [asObject(properties['ipAddress']), fresh['ipAddress']];
  const address = isObject(after) && after['type'] === before['type'] ? { ...before, ...after } : after;
  const others = asObjects(properties['containers'])
    .slice(1)
    .flatMap(container => asObjects(asObject(container['properties'])['ports']).map(portOf));
  const own = wanted.filter(port => !others.some(other => isSameJson(other, port)));
  return {
    ...without(properties, 'ipAddress', 'subnetIds', ...(network.kind === 'private' ? [] : ['dnsConfig'])),
    ...fresh,
    ...(address !== undefined && { ipAddress: address }),
    ...mapObjects(properties, 'containers', (container, index) =>
      index === 0 ? withPorts(container, own) : container,
    ),
  };
}

function withPorts(container: JsonObject, ports: readonly Port[]): JsonObject {
  const properties = without(asObject(container['properties']), 'ports');
  return {
    ...container,
    properties: { ...properties, ...(ports.length > 0 && { ports: portsBody(ports) }) },
  };
}

/** A new credential replaces its server's former one; another image leaves credentials behind that nobody uses. */
function withCredentials(properties: JsonObject, plan: GroupPlan, before: GroupPlan): JsonObject {
  const fresh = registryCredentialBody(plan);
  if (!fresh && plan.image === before.image) return properties;
  const images = ['containers', 'initContainers'].flatMap(key =>
    asObjects(properties[key]).map(container => asText(asObject(container['properties'])['image'])),
  );
  const kept = asObjects(properties['imageRegistryCredentials']).filter(
    ({ server }) => server !== fresh?.['server'] && images.some(image => isFrom(image, asText(server))),
  );
  const all = [...kept, ...(fresh ? [fresh] : [])];
  return {
    ...without(properties, 'imageRegistryCredentials'),
    ...(all.length > 0 && { imageRegistryCredentials: all }),
  };
}

function isFrom(image: string, server: string): boolean {
  const parsed = parseImage(image);
  if ('problem' in parsed) return true;
  const { registry } = parsed.reference;
  return registry === server.toLowerCase() || (isDockerHub(registry) && isDockerHub(server));
}

function isSameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
