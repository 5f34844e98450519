/** What each container of a group must keep to; see `groupRules.ts` on codes and messages. */
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../json.ts';
import { badRequest } from './badRequest.ts';

/** Containers and init containers of a group. */
export function containersOf(properties: JsonObject): JsonObject[] {
  return [...objectsAt(properties, 'containers'), ...objectsAt(properties, 'initContainers')];
}

/**
 * Throws 400 for the first rule that a container, or init container, of a group breaks. The rule for names (which
 * has no word against `--`): MicrosoftDocs/azure-docs#15546. An image: the API description.
 */
export function checkContainer(group: string, container: JsonObject, properties: JsonObject): void {
  const name = textAt(container, 'name');
  const given = objectAt(container, 'properties');
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw badRequest(
      'InvalidContainerName',
      `The container name '${name}' in container group '${group}' is invalid. The container name must contain no more than 63 characters and must match the regex '[a-z0-9]([-a-z0-9]*[a-z0-9])?' (e.g. 'my-name').`,
    );
  }
  if (textAt(given, 'image').trim() === '') {
    throw badRequest(
      'MissingImage',
      `The image of container '${name}' in container group '${group}' cannot be empty.`,
    ); // [guess]
  }
  checkVariables(group, name, given);
  checkMounts(name, given, properties);
}

/** Azure/azure-rest-api-specs#19173, Azure/azure-cli#21047, Azure/aci-deploy#29. */
function checkVariables(group: string, container: string, given: JsonObject): void {
  const names = objectsAt(given, 'environmentVariables').map(v => textAt(v, 'name'));
  if (names.every(name => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) return;
  throw badRequest(
    'InvalidContainerEnvironmentVariable',
    `The environment variable name in container '${container}' of container group '${group}' is invalid. A valid environment variable name must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName').`,
  );
}

/** virtual-kubelet/virtual-kubelet#367, both. A path need not be absolute: recordings have `mnt/mydir`. */
function checkMounts(container: string, given: JsonObject, properties: JsonObject): void {
  const volumes = objectsAt(properties, 'volumes').map(v => textAt(v, 'name'));
  const mounts = objectsAt(given, 'volumeMounts');
  const path = mounts.map(m => textAt(m, 'mountPath')).find(p => p.includes(':'));
  if (path !== undefined) {
    throw badRequest(
      'InvalidVolumeMountPath',
      `The volume mount path '${path}' in container '${container}' is invalid. It can't contain ':'.`,
    );
  }
  const lost = mounts.map(m => textAt(m, 'name')).filter(name => !volumes.includes(name));
  if (lost.length === 0) return;
  throw badRequest(
    'VolumesNotFound',
    `Volumes '${lost.join(',')}' in container '${container}' are not found.`,
  );
}
