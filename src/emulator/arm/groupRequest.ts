/** Reads the body of a container group's PUT: its shape, before its meaning is checked. */
import type { Json, JsonObject } from '../containers/types.ts';
import { invalidContent } from './error.ts';
import type { GroupBody } from './estate.ts';
import { gatewayError } from './error.ts';
import { isObject, textAt } from './json.ts';
import { isRegion, offeredRegions, offersContainerGroups, regionName } from './regions.ts';

/** Throws 400 where the body is not a container group's. */
export function readGroupBody(text: string): GroupBody {
  const body = readObject(text);
  const location = readLocation(body);
  const properties = body['properties'];
  if (!isObject(properties)) throw missing('properties', '');
  checkShape(properties);
  return {
    location,
    properties,
    tags: isObject(body['tags']) ? readTags(body['tags']) : undefined,
    zones: body['zones'],
    identity: isObject(body['identity']) ? body['identity'] : undefined,
  };
}

/** The JSON object of a request. Throws 400 for anything else. */
export function readObject(text: string): JsonObject {
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (isObject(body as Json | undefined)) return body as JsonObject;
  throw invalidContent('The request body must be a JSON object');
}

/** Throws 400 for tags that are not texts, or too many. */
export function readTags(tags: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(tags)) {
    if (typeof value !== 'string') throw wrongType(value, 'System.String', `tags.${name}`);
  }
  if (Object.keys(tags).length <= 50) return tags;
  throw gatewayError(
    400,
    'TooManyTags',
    `The number of tags on this resource is too large. It is ${Object.keys(tags).length}, but the maximum is 50.`,
  );
}

function readLocation(body: JsonObject): string {
  const given = textAt(body, 'location');
  if (given === '') {
    throw gatewayError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  const location = regionName(given);
  if (offersContainerGroups(location)) return location;
  const regions = offeredRegions.map(r => r.name).join(',');
  throw gatewayError(
    400,
    'LocationNotAvailableForResourceType',
    isRegion(location)
      ? `The provided location '${given}' is not available for resource type 'Microsoft.ContainerInstance/containerGroups'. List of available regions for the resource type is '${regions}'.`
      : `The provided location '${given}' is not available for resource type 'Microsoft.ContainerInstance/containerGroups'. The location is unknown. List of available regions for the resource type is '${regions}'.`,
  );
}

type Kind = 'text' | 'number' | 'whole' | 'object' | 'texts';

interface Shape {
  readonly [member: string]: Kind | readonly [Shape] | Shape;
}

const requests: Shape = { cpu: 'number', memoryInGB: 'number', gpu: { count: 'whole', sku: 'text' } };
const container: Shape = {
  name: 'text',
  properties: {
    image: 'text',
    command: 'texts',
    ports: [{ port: 'whole', protocol: 'text' }],
    environmentVariables: [{ name: 'text', value: 'text', secureValue: 'text' }],
    resources: { requests, limits: requests },
    volumeMounts: [{ name: 'text', mountPath: 'text' }],
  },
};
const shape: Shape = {
  sku: 'text',
  containers: [container],
  initContainers: [container],
  imageRegistryCredentials: [{ server: 'text', username: 'text', password: 'text', identity: 'text' }],
  restartPolicy: 'text',
  ipAddress: { ports: [{ port: 'whole', protocol: 'text' }], type: 'text', dnsNameLabel: 'text' },
  osType: 'text',
  volumes: [{ name: 'text', azureFile: 'object', emptyDir: 'object', secret: 'object', gitRepo: 'object' }],
  diagnostics: { logAnalytics: 'object' },
  subnetIds: [{ id: 'text' }],
  dnsConfig: { nameServers: 'texts' },
  priority: 'text',
};

/** What the service's models insist on. */
const required: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  imageRegistryCredentials: ['server'],
  ports: ['port'],
  environmentVariables: ['name'],
  volumeMounts: ['name', 'mountPath'],
  volumes: ['name'],
  subnetIds: ['id'],
};

function checkShape(properties: JsonObject): void {
  checkObject(properties, shape, 'properties');
}

function checkObject(value: JsonObject, wanted: Shape, path: string): void {
  for (const [member, kind] of Object.entries(wanted)) {
    const given = value[member];
    if (given !== undefined && given !== null) checkValue(given, kind, `${path}.${member}`, member);
  }
}

function checkValue(value: Json, kind: Shape[string], path: string, member: string): void {
  if (typeof kind === 'string') {
    if (!isOfKind(value, kind)) throw wrongType(value, systemTypes[kind], path);
  } else if (Array.isArray(kind)) {
    if (!Array.isArray(value)) throw wrongType(value, 'System.Collections.Generic.List', path);
    value.forEach((item, index) => checkItem(item, kind as readonly [Shape], `${path}[${index}]`, member));
  } else {
    if (!isObject(value)) throw wrongType(value, 'System.Object', path);
    checkObject(value, kind as Shape, path);
  }
}

function checkItem(item: Json, [wanted]: readonly [Shape], path: string, list: string): void {
  if (!isObject(item)) throw wrongType(item, 'System.Object', path);
  for (const name of required[list] ?? []) {
    if (item[name] === undefined || item[name] === null) throw missing(name, path);
  }
  checkObject(item, wanted, path);
}

function isOfKind(value: Json, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'whole':
      return Number.isInteger(value);
    case 'object':
      return isObject(value);
    case 'texts':
      return Array.isArray(value) && value.every(item => typeof item === 'string');
  }
}

const systemTypes: Readonly<Record<Kind, string>> = {
  text: 'System.String',
  number: 'System.Nullable`1[System.Double]',
  whole: 'System.Nullable`1[System.Int32]',
  object: 'System.Object',
  texts: 'System.Collections.Generic.List`1[System.String]',
};

function wrongType(value: Json, type: string, path: string) {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return invalidContent(
    `Error converting value "${shown}" to type '${type}'. Path '${path}', line 1, position 1.`,
  );
}

function missing(name: string, path: string) {
  return invalidContent(`Required property '${name}' not found in JSON. Path '${path}', line 1, position 1.`);
}
