/**
 * What a container group must keep to. Each rule names where it is known from; codes and messages are the service's
 * own where they were seen, those marked [guess] say the same in its manner.
 */
import { checkAddress, checkPorts } from './addressRules.ts';
import { checkContainer, containersOf } from './containerRules.ts';
import { checkCredentials } from './credentialRules.ts';
import { ArmError } from '../../armError.ts';
import type { GroupBody } from '../../estate.ts';
import { isObject, objectsAt, textAt, type JsonObject } from '../../../json.ts';
import { badRequest, duplicates, isOneOf } from './badRequest.ts';
import { checkResources, requestsOf, totalRequests } from './sizeRules.ts';
import { checkVolumes } from './volumeRules.ts';

/** Largest sum of a group's requests, as the capabilities say. */
export const maxCpu = 32;
export const maxMemoryInGB = 256;

/** Throws the first rule that a new group breaks. The names are the address's and the body's. */
export function checkGroup(name: string, body: GroupBody, bodyName: string | undefined): void {
  checkName(name);
  checkContent(name, body, bodyName);
}

/** The same without the name: container group profiles have names of another kind. */
export function checkContent(name: string, body: GroupBody, bodyName: string | undefined): void {
  const { properties } = body;
  checkChoices(name, properties, bodyName);
  checkContainers(name, properties);
  checkVolumes(name, properties);
  for (const container of containersOf(properties)) checkContainer(name, container, properties);
  checkResources(name, properties);
  checkPorts(name, properties);
  checkAddress(name, properties);
  checkCredentials(name, body);
  checkSize(body);
  checkSpot(properties);
}

/**
 * "Naming rules and restrictions for Azure resources" (learn.microsoft.com): 1-63, lowercase letters, numbers and
 * hyphens, none at the ends, none doubled. Capitals are let through: recordings show groups that have them. [guess]
 */
function checkName(name: string): void {
  if (/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/i.test(name) && !name.includes('--')) return;
  throw badRequest(
    'InvalidContainerGroupName',
    `The container group name '${name}' is invalid. The container group name must contain no more than 63 characters and must match the regex '[a-z0-9]([-a-z0-9]*[a-z0-9])?' (e.g. 'my-name').`,
  );
}

/** `osType`: in many logs of `az container create`. `priority`: the page on Spot containers' deployment errors. */
function checkChoices(name: string, properties: JsonObject, bodyName: string | undefined): void {
  if (!isOneOf(properties['osType'], 'Windows', 'Linux')) {
    throw badRequest(
      'InvalidOsType',
      `The 'osType' for container group '${bodyName ?? '<null>'}' is invalid. The value must be one of 'Windows,Linux'.`,
    );
  }
  const { restartPolicy, priority } = properties;
  if (restartPolicy !== undefined && !isOneOf(restartPolicy, 'Always', 'OnFailure', 'Never')) {
    throw badRequest(
      'InvalidRestartPolicy', // [guess]; the values are those of the API description
      `The 'restartPolicy' for container group '${name}' is invalid. The value must be one of 'Always,OnFailure,Never'.`,
    );
  }
  if (priority !== undefined && !isOneOf(priority, 'Regular', 'Spot')) {
    throw badRequest(
      'PriorityNotSpecified',
      `The 'Priority' must be one of 'Regular,Spot' for container group '${name}'.`,
    );
  }
}

/**
 * At least one: the API description. At most 60: the page on service quotas. One name each: requests for logs and
 * exec name them. One for Windows: the page on container groups.
 */
function checkContainers(group: string, properties: JsonObject): void {
  const main = objectsAt(properties, 'containers');
  const all = containersOf(properties);
  if (main.length === 0) {
    throw badRequest('MissingContainers', `The containers in container group '${group}' cannot be empty.`); // [guess]
  }
  if (all.length > 60) {
    throw badRequest(
      'TooManyContainers', // [guess]
      `The container group '${group}' has '${all.length}' containers. A container group can have no more than '60' containers.`,
    );
  }
  const names = all.map(c => textAt(c, 'name').toLowerCase());
  const doubled = duplicates(names);
  if (doubled.length > 0) {
    throw badRequest(
      'DuplicateContainerNames', // [guess]
      `The container names '${doubled.join(',')}' are used more than once in container group '${group}'.`,
    );
  }
  if (all.length > 1 && isOneOf(properties['osType'], 'Windows')) {
    throw badRequest(
      'MultipleContainersNotSupported', // [guess]
      `The container group '${group}' has '${all.length}' containers. Windows container groups support only one container.`,
    );
  }
}

function checkSize(body: GroupBody): void {
  const { cpu, memoryInGB } = totalRequests(body.properties);
  if (cpu > maxCpu || memoryInGB > maxMemoryInGB) throw unavailableError(body);
}

/**
 * The error of a region without capacity for a group, now or ever ("Troubleshoot common issues in Azure Container
 * Instances", resource not available).
 */
export function unavailableError({ properties, location }: GroupBody): ArmError {
  const { cpu, memoryInGB } = totalRequests(properties);
  const network = objectsAt(properties, 'subnetIds').length > 0 ? ' virtual network' : '';
  return new ArmError(
    409,
    'ServiceUnavailable',
    `The requested resource is not available in the location '${location}' at this moment. Please retry with a different resource request or in another location. Resource requested: '${cpu}' CPU '${memoryInGB}' GB memory '${textAt(properties, 'osType')}' OS${network}`,
  );
}

/** "Deployment errors of Spot containers" (learn.microsoft.com, support articles of Azure Container Instances). */
function checkSpot(properties: JsonObject): void {
  if (!isOneOf(properties['priority'], 'Spot')) return;
  if (isObject(properties['ipAddress'])) {
    throw badRequest(
      'SpotPriorityContainerGroupNotSupportedForInboundConnectivity',
      'Spot Priority is not supported for container groups with inbound connectivity.',
    );
  }
  const sku = properties['sku'];
  if (typeof sku === 'string' && !isOneOf(sku, 'Standard')) {
    throw badRequest(
      'SpotPriorityContainerGroupNotSupportedInSku',
      `Spot Priority Container Group is not supported in '${sku}' Sku.`,
    );
  }
  if (!objectsAt(properties, 'containers').some(c => isObject(requestsOf(c)['gpu']))) return;
  throw badRequest(
    'SpotPriorityContainerGroupWithGPUResourcesNotSupported',
    'Spot Priority Container Groups that include containers requesting GPU resources are not supported.',
  );
}
