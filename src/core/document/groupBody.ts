/** Writing a plan into the body of a group, new or existing. */
import { writtenApiVersion } from './apiVersions.ts';
import { identityBody, noIdentity, readIdentity, withUserAssigned } from './groupIdentity.ts';
import { readPort, readVariable } from './planFromBody.ts';
import {
  asObject,
  asObjects,
  asText,
  isObject,
  type Json,
  type JsonObject,
  mapObjects,
  without,
} from '../json.ts';
import type { Port, RawContainerGroup } from '../model/containerGroup.ts';
import type { GroupNetwork, GroupPlan, PlannedVariable } from '../model/groupPlan.ts';
import type { RegistryCredential } from '../model/registry.ts';
import { isDockerHub, parseImage } from '../rules/image.ts';

type PlanField = keyof GroupPlan;

/** How each field of a plan is written into a body; in this order, as pulling an image may need an identity. */
const writers = {
  ref: body => body, // in the address of the request
  location: (body, { location }) => ({ ...body, location }),
  osType: (body, { osType }) => withProperties(body, properties => ({ ...properties, osType })),
  restartPolicy: (body, { restartPolicy }) =>
    withProperties(body, properties => ({ ...properties, restartPolicy })),
  containerName: (body, { containerName }) =>
    withFirstContainer(body, container => ({ ...container, name: containerName })),
  image: (body, plan) =>
    withCredentials(
      withContainerProperties(body, properties => ({ ...properties, image: plan.image })),
      plan,
    ),
  command: (body, { command }) =>
    withContainerProperties(body, properties => replaceList(properties, 'command', command)),
  network: (body, { network }) => withNetwork(body, network),
  variables: (body, { variables }) =>
    withContainerProperties(body, properties =>
      replaceList(
        properties,
        'environmentVariables',
        variables.map(variable => mergeVariable(properties, variable)),
      ),
    ),
  size: (body, { size }) =>
    withContainerProperties(body, properties => {
      const resources = asObject(properties['resources']);
      const requests = {
        ...asObject(resources['requests']),
        cpu: size.cpu,
        memoryInGB: size.memoryInGB,
      };
      return { ...properties, resources: { ...resources, requests } };
    }),
  credential: (body, plan) => withCredentials(body, plan),
  pullAs: (body, plan) => withIdentity(withCredentials(body, plan), plan),
  identity: (body, plan) => withIdentity(body, plan),
} satisfies Record<PlanField, (body: JsonObject, plan: GroupPlan) => JsonObject>;

const allFields = Object.keys(writers) as readonly PlanField[];

/** The ARM body that creates the planned group. It never holds an empty or undefined property. */
export function groupBody(plan: GroupPlan): RawContainerGroup {
  const empty = { properties: { containers: [{ name: plan.containerName, properties: {} }] } };
  return { apiVersion: writtenApiVersion, body: writeFields(empty, plan, allFields) };
}

/** `body` with these fields of the plan; everything else stays as it is. */
export function writeFields(body: JsonObject, plan: GroupPlan, fields: readonly PlanField[]): JsonObject {
  return fields.reduce((written, field) => writers[field](written, plan), body);
}

/** The fields in which the plans differ. */
export function changedFields(before: GroupPlan, after: GroupPlan): readonly PlanField[] {
  return allFields.filter(field => !isSameJson(before[field], after[field]));
}

function isSameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function withProperties(body: JsonObject, change: (properties: JsonObject) => JsonObject): JsonObject {
  return { ...body, properties: change(asObject(body['properties'])) };
}

function withFirstContainer(body: JsonObject, change: (container: JsonObject) => JsonObject): JsonObject {
  return withProperties(body, properties => ({
    ...properties,
    ...mapObjects(properties, 'containers', (container, index) =>
      index === 0 ? change(container) : container,
    ),
  }));
}

function withContainerProperties(
  body: JsonObject,
  change: (properties: JsonObject) => JsonObject,
): JsonObject {
  return withFirstContainer(body, container => ({
    ...container,
    properties: change(asObject(container['properties'])),
  }));
}

/** `list` in the place of what is at `key`; an empty one is left out. */
function replaceList(owner: JsonObject, key: string, list: readonly Json[]): JsonObject {
  if (list.length === 0) return without(owner, key);
  return { ...owner, [key]: list };
}

/** A variable nobody touched stays as it was, a reference to a vault included. */
function mergeVariable(properties: JsonObject, variable: PlannedVariable): JsonObject {
  const known = asObjects(properties['environmentVariables']).find(({ name }) => name === variable.name);
  return known && isSameJson(readVariable(known), variable) ? known : variableBody(variable);
}

/** A secure variable without a value keeps its name only: the way ARM shows it. */
function variableBody({ name, value, secure }: PlannedVariable): JsonObject {
  if (value === undefined) return { name };
  return secure ? { name, secureValue: value } : { name, value };
}

/** The group's ports go to the first container, unless another one has them already. */
function withNetwork(body: JsonObject, network: GroupNetwork): JsonObject {
  const ports = network.kind === 'none' ? [] : network.ports;
  const others = asObjects(asObject(body['properties'])['containers'])
    .slice(1)
    .flatMap(container => asObjects(asObject(container['properties'])['ports']).map(readPort));
  const own = ports.filter(port => !others.some(other => isSameJson(other, port)));
  const withPorts = withContainerProperties(body, properties =>
    replaceList(properties, 'ports', portsBody(own)),
  );
  return withProperties(withPorts, properties => {
    const after = networkBody(network);
    const [before, address] = [asObject(properties['ipAddress']), after['ipAddress']];
    const kept = isObject(address) && address['type'] === before['type'] ? before : {};
    return {
      ...without(properties, 'ipAddress', 'subnetIds', ...(network.kind === 'private' ? [] : ['dnsConfig'])),
      ...after,
      ...(isObject(address) && { ipAddress: { ...kept, ...address } }),
    };
  });
}

/** The properties of the group that its network decides. */
function networkBody(network: GroupNetwork): JsonObject {
  switch (network.kind) {
    case 'none':
      return {};
    case 'public':
      return {
        ipAddress: {
          type: 'Public',
          ports: portsBody(network.ports),
          ...(network.dnsNameLabel !== undefined && { dnsNameLabel: network.dnsNameLabel }),
        },
      };
    case 'private':
      return {
        ...(network.ports.length > 0 && {
          ipAddress: { type: 'Private', ports: portsBody(network.ports) },
        }),
        subnetIds: [{ id: network.subnetId }],
      };
  }
}

function portsBody(ports: readonly Port[]): Json[] {
  return ports.map(({ port, protocol }) => ({ port, protocol }));
}

/** A new credential replaces its server's former one; another image leaves credentials behind that nobody uses. */
function withCredentials(body: JsonObject, plan: GroupPlan): JsonObject {
  return withProperties(body, properties => {
    const added = registryCredentialBody(plan);
    const images = ['containers', 'initContainers'].flatMap(key =>
      asObjects(properties[key]).map(container => asText(asObject(container['properties'])['image'])),
    );
    const kept = asObjects(properties['imageRegistryCredentials']).filter(
      ({ server }) => server !== added?.['server'] && images.some(image => isFrom(image, asText(server))),
    );
    return replaceList(properties, 'imageRegistryCredentials', [...kept, ...(added ? [added] : [])]);
  });
}

/**
 * How the plan's image is pulled; undefined where nothing is needed, or nothing new. Exactly one of user and identity.
 */
function registryCredentialBody({ credential, pullAs }: GroupPlan): JsonObject | undefined {
  if (pullAs) return { server: pullAs.server, identity: pullAs.identity };
  return credential && credentialBody(credential);
}

function credentialBody({ server, username, password }: RegistryCredential): JsonObject {
  return { server, username, password };
}

function isFrom(image: string, server: string): boolean {
  const parsed = parseImage(image);
  if ('problem' in parsed) return true;
  const { registry } = parsed.reference;
  return registry === server.toLowerCase() || (isDockerHub(registry) && isDockerHub(server));
}

/**
 * The plan's identities; one that a credential names stays, or Azure would refuse the group
 * (InvalidImageRegistryIdentity).
 */
function withIdentity(body: JsonObject, plan: GroupPlan): JsonObject {
  const pulling = asObjects(asObject(body['properties'])['imageRegistryCredentials']).flatMap(
    ({ identity }) => asText(identity) || [],
  );
  const wanted = withUserAssigned(plan.identity ?? noIdentity, pulling);
  if (isSameJson(wanted, readIdentity(body['identity']))) return body;
  const identity = identityBody(wanted);
  return { ...without(body, 'identity'), ...(identity && { identity }) };
}
