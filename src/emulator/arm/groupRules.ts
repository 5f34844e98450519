/**
 * What a container group must keep to (FACTS §3 Errors, §5). Codes and messages are the service's own where one was
 * seen; those marked [guess] say the same in its manner.
 */
import type { JsonObject } from '../containers/types.ts';
import { checkAddress, checkPorts } from './addressRules.ts';
import { checkContainer } from './containerRules.ts';
import { ArmError } from './error.ts';
import type { GroupBody } from './estate.ts';
import { isObject, objectAt, objectsAt, textAt } from './json.ts';
import { bad, doubles, isOneOf } from './brokenRule.ts';

/** Largest sum of a group's requests, as the capabilities say. */
export const maxCpu = 32;
export const maxMemoryInGB = 256;

/** Throws the first rule that a new group breaks. `names` come from the address and the body. */
export function checkGroup(name: string, body: GroupBody, bodyName: string | undefined): void {
  checkName(name);
  checkChoices(name, body.properties, bodyName);
  checkContainers(name, body.properties);
  for (const container of containersOf(body.properties)) checkContainer(name, container, body.properties);
  checkPorts(name, body.properties);
  checkAddress(name, body.properties);
  checkCredentials(name, body);
  checkSize(body);
  checkSpot(body.properties);
}

function containersOf(properties: JsonObject): JsonObject[] {
  return [...objectsAt(properties, 'containers'), ...objectsAt(properties, 'initContainers')];
}

/** Capitals are let through: recordings show groups that have them. The code is a [guess]. */
function checkName(name: string): void {
  if (/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/i.test(name) && !name.includes('--')) return;
  throw bad(
    'InvalidContainerGroupName',
    `The container group name '${name}' is invalid. The container group name must contain no more than 63 characters and must match the regex '[a-z0-9]([-a-z0-9]*[a-z0-9])?' (e.g. 'my-name').`,
  );
}

function checkChoices(name: string, properties: JsonObject, bodyName: string | undefined): void {
  if (!isOneOf(properties['osType'], 'Windows', 'Linux')) {
    throw bad(
      'InvalidOsType',
      `The 'osType' for container group '${bodyName ?? '<null>'}' is invalid. The value must be one of 'Windows,Linux'.`,
    );
  }
  const { restartPolicy, priority } = properties;
  if (restartPolicy !== undefined && !isOneOf(restartPolicy, 'Always', 'OnFailure', 'Never')) {
    throw bad(
      'InvalidRestartPolicy', // [guess]
      `The 'restartPolicy' for container group '${name}' is invalid. The value must be one of 'Always,OnFailure,Never'.`,
    );
  }
  if (priority !== undefined && !isOneOf(priority, 'Regular', 'Spot')) {
    throw bad(
      'PriorityNotSpecified',
      `The 'Priority' must be one of 'Regular,Spot' for container group '${name}'.`,
    );
  }
}

function checkContainers(group: string, properties: JsonObject): void {
  const main = objectsAt(properties, 'containers');
  const all = containersOf(properties);
  if (main.length === 0) {
    throw bad('MissingContainers', `The containers in container group '${group}' cannot be empty.`); // [guess]
  }
  if (all.length > 60) {
    throw bad(
      'TooManyContainers', // [guess]
      `The container group '${group}' has '${all.length}' containers. A container group can have no more than '60' containers.`,
    );
  }
  const names = all.map(c => textAt(c, 'name').toLowerCase());
  const doubled = doubles(names);
  if (doubled.length > 0) {
    throw bad(
      'DuplicateContainerNames', // [guess]
      `The container names '${doubled.join(',')}' are used more than once in container group '${group}'.`,
    );
  }
  if (all.length > 1 && isOneOf(properties['osType'], 'Windows')) {
    throw bad(
      'MultipleContainersNotSupported', // [guess]
      `The container group '${group}' has '${all.length}' containers. Windows container groups support only one container.`,
    );
  }
}

function checkCredentials(group: string, { properties, identity }: GroupBody): void {
  const identities = Object.keys(objectAt(identity ?? {}, 'userAssignedIdentities')).map(id =>
    id.toLowerCase(),
  );
  for (const credential of objectsAt(properties, 'imageRegistryCredentials')) {
    const user = textAt(credential, 'username');
    const own = textAt(credential, 'identity');
    if ((user === '') === (own === '')) {
      throw bad(
        'AmbiguousImageResitryCredentialType',
        `The registry credential type in the 'imageRegistryCredentials' of container group '${group}' cannot be detected. Please set exactly one of username or identity`,
      );
    }
    if (own !== '' && !identities.includes(own.toLowerCase())) {
      throw bad(
        'InvalidImageRegistryIdentity',
        `The identity in the 'imageRegistryCredentials' of container group '${group}' not found in container group identity list.`,
      );
    }
  }
}

/** Sums of what the containers request; init containers run before them and count nothing. */
export function sizeOf(properties: JsonObject): { readonly cpu: number; readonly memoryInGB: number } {
  const all = objectsAt(properties, 'containers').map(c =>
    objectAt(objectAt(objectAt(c, 'properties'), 'resources'), 'requests'),
  );
  const sum = (key: string) =>
    all.reduce((total, requests) => total + (typeof requests[key] === 'number' ? requests[key] : 0), 0);
  return { cpu: sum('cpu'), memoryInGB: sum('memoryInGB') };
}

function checkSize(body: GroupBody): void {
  const { cpu, memoryInGB } = sizeOf(body.properties);
  if (cpu > maxCpu || memoryInGB > maxMemoryInGB) throw noRoom(body);
}

/** What a region says to a group that it has no room for, now or ever. */
export function noRoom({ properties, location }: GroupBody): ArmError {
  const { cpu, memoryInGB } = sizeOf(properties);
  const network = objectsAt(properties, 'subnetIds').length > 0 ? ' virtual network' : '';
  return new ArmError(
    409,
    'ServiceUnavailable',
    `The requested resource is not available in the location '${location}' at this moment. Please retry with a different resource request or in another location. Resource requested: '${cpu}' CPU '${memoryInGB}' GB memory '${textAt(properties, 'osType')}' OS${network}`,
  );
}

function checkSpot(properties: JsonObject): void {
  if (!isOneOf(properties['priority'], 'Spot')) return;
  if (isObject(properties['ipAddress'])) {
    throw bad(
      'SpotPriorityContainerGroupNotSupportedForInboundConnectivity',
      'Spot Priority is not supported for container groups with inbound connectivity.',
    );
  }
  const sku = properties['sku'];
  if (typeof sku === 'string' && sku !== 'Standard') {
    throw bad(
      'SpotPriorityContainerGroupNotSupportedInSku',
      `Spot Priority Container Group is not supported in '${sku}' Sku.`,
    );
  }
  const gpus = objectsAt(properties, 'containers').map(
    c => objectAt(objectAt(objectAt(c, 'properties'), 'resources'), 'requests')['gpu'],
  );
  if (!gpus.some(isObject)) return;
  throw bad(
    'SpotPriorityContainerGroupWithGPUResourcesNotSupported',
    'Spot Priority Container Groups that include containers requesting GPU resources are not supported.',
  );
}
