/** What each container of a group must keep to; see `groupRules.ts` on codes and messages. */
import type { JsonObject } from '../containers/types.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import { bad } from './brokenRule.ts';

/** Throws 400 for the first rule that a container, or init container, of a group breaks. */
export function checkContainer(group: string, container: JsonObject, properties: JsonObject): void {
  const name = textAt(container, 'name');
  const given = objectAt(container, 'properties');
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw bad(
      'InvalidContainerName',
      `The container name '${name}' in container group '${group}' is invalid. The container name must contain no more than 63 characters and must match the regex '[a-z0-9]([-a-z0-9]*[a-z0-9])?' (e.g. 'my-name').`,
    );
  }
  if (textAt(given, 'image').trim() === '') {
    throw bad(
      'MissingImage',
      `The image of container '${name}' in container group '${group}' cannot be empty.`,
    ); // [guess]
  }
  checkVariables(group, name, given);
  checkMounts(group, name, given, properties);
  const isInit = objectsAt(properties, 'initContainers').includes(container);
  if (!isInit) checkResources(group, name, given);
}

function checkVariables(group: string, container: string, given: JsonObject): void {
  const names = objectsAt(given, 'environmentVariables').map(v => textAt(v, 'name'));
  const wrong = names.filter(name => !/^[A-Za-z0-9](?:\w{0,61}[A-Za-z0-9])?$/.test(name));
  if (wrong.length === 0) return;
  throw bad(
    'InvalidEnvironmentVariableName', // [guess]
    `The environment variable name '${wrong.join(',')}' of container '${container}' in container group '${group}' is invalid. The name must contain no more than 63 letters, digits and underscores, and must not begin or end with an underscore.`,
  );
}

function checkMounts(group: string, container: string, given: JsonObject, properties: JsonObject): void {
  const volumes = objectsAt(properties, 'volumes').map(v => textAt(v, 'name'));
  const lost = objectsAt(given, 'volumeMounts')
    .map(m => textAt(m, 'name'))
    .filter(name => !volumes.includes(name));
  if (lost.length === 0) return;
  throw bad(
    'VolumeNotFound', // [guess]
    `The volume mounts '${lost.join(',')}' of container '${container}' refer to volumes that are not in container group '${group}'.`,
  );
}

function checkResources(group: string, container: string, given: JsonObject): void {
  const { cpu, memoryInGB } = objectAt(objectAt(given, 'resources'), 'requests');
  if (typeof cpu !== 'number' || typeof memoryInGB !== 'number') {
    throw bad(
      'ResourceRequestsNotSpecified',
      `The resource requests are not specified in container '${container}' of contain group '${group}'. Both memory and CPU requests are required since API version '2017-07-01-preview'.`,
    );
  }
  if (cpu > 0 && memoryInGB > 0) return;
  throw bad(
    'InvalidResourceRequests', // [guess]
    `The resource requirement '{"requests":{"memoryInGB":${memoryInGB},"cpu":${cpu}}}' in container '${container}' of contain group '${group}' is invalid. The request values must be greater than 0.`,
  );
}
