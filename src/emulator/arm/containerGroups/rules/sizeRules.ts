/** The resources that the containers of a group may request; see `groupRules.ts` on codes and messages. */
import { badRequest } from './badRequest.ts';
import { numberAt, objectAt, objectsAt, textAt, type JsonObject } from '../../../json.ts';
import { printJson } from '../../json/printJson.ts';

export interface Size {
  readonly cpu: number;
  readonly memoryInGB: number;
  readonly gpus: number;
}

/** A container's resource requests. */
export function requestsOf(container: JsonObject): JsonObject {
  return objectAt(objectAt(objectAt(container, 'properties'), 'resources'), 'requests');
}

/** Sums of what the containers request; init containers run before them and count nothing. */
export function totalRequests(properties: JsonObject): Size {
  const all = objectsAt(properties, 'containers').map(requestsOf);
  const sum = (of: (requests: JsonObject) => number) =>
    Math.round(all.reduce((total, requests) => total + of(requests), 0) * 1000) / 1000;
  return {
    cpu: sum(requests => numberAt(requests, 'cpu') ?? 0),
    memoryInGB: sum(requests => numberAt(requests, 'memoryInGB') ?? 0),
    gpus: sum(requests => numberAt(objectAt(requests, 'gpu'), 'count') ?? 0),
  };
}

/** Throws 400 for the first container without requests, with too small ones, or with limits above the group's total. */
export function checkResources(group: string, properties: JsonObject): void {
  const total = totalRequests(properties);
  for (const container of objectsAt(properties, 'containers')) {
    const where = `in container '${textAt(container, 'name')}'`;
    const resources = objectAt(objectAt(container, 'properties'), 'resources');
    checkRequests(objectAt(resources, 'requests'), group, where);
    checkMemory(objectAt(resources, 'requests'), group, where);
    checkLimits(resources, total, group, where);
  }
}

/**
 * Both missing: in logs of `az container create`. One missing: virtual-kubelet/virtual-kubelet#50. Zero:
 * MicrosoftDocs/azure-docs#41476.
 */
function checkRequests(requests: JsonObject, group: string, where: string): void {
  const [cpu, memory] = [numberAt(requests, 'cpu'), numberAt(requests, 'memoryInGB')];
  if (cpu === undefined && memory === undefined) {
    throw badRequest(
      'ResourceRequestsNotSpecified',
      `The resource requests are not specified ${where} of contain group '${group}'. Both memory and CPU requests are required since API version '2017-07-01-preview'.`,
    );
  }
  if (cpu === undefined || memory === undefined) {
    throw badRequest(
      'ResourceSomeRequestsNotSpecified',
      `The '${cpu === undefined ? 'Cpu' : 'MemoryInGB'}' request is not specified in 'Microsoft.Azure.CloudConsole.Providers.Common.Entities.ComputeResources' ${where} of contain group '${group}'. It is required since API version '2017-07-01-preview'.`,
    );
  }
  if (cpu > 0 && memory > 0) return;
  throw badRequest(
    'InvalidResourceRequests', // [guess]
    `The resource requirement '${printJson({ requests })}' ${where} of contain group '${group}' is invalid. The request values must be greater than 0.`,
  );
}

/**
 * CompositionalIT/farmer#1004, tested live; the sentence before it is of Azure/azure-cli#7355. The code is a [guess].
 */
function checkMemory(requests: JsonObject, group: string, where: string): void {
  const memory = numberAt(requests, 'memoryInGB') ?? 0;
  if (Math.abs(memory * 10 - Math.round(memory * 10)) < 1e-6) return;
  throw badRequest(
    'InvalidMemoryRequirement',
    `The memory requirement is '${memory}' ${where} of container group '${group}'. The memory requirement should be in increments of \`0.1 GB\`.`,
  );
}

/** virtual-kubelet/virtual-kubelet#143 and #153, docker-archive/compose-cli#743. */
function checkLimits(resources: JsonObject, total: Size, group: string, where: string): void {
  const { requests, limits } = {
    requests: objectAt(resources, 'requests'),
    limits: objectAt(resources, 'limits'),
  };
  for (const [name, key] of [
    ['Cpu', 'cpu'],
    ['MemoryInGB', 'memoryInGB'],
  ] as const) {
    const limit = numberAt(limits, key);
    if (limit === undefined) continue;
    if (limit < (numberAt(requests, key) ?? 0)) {
      throw badRequest(
        'ResourceLimitsLessThanRequests',
        `The resource requirement '${printJson({ requests, limits })}' ${where} of contain group '${group}' is invalid. The '${name}' limit value must be greater than or equal to the request value.`,
      );
    }
    if (limit > total[key]) {
      throw badRequest(
        'ContainerLimitGreaterThanContainerGroupTotalRequest',
        `The '${name}' limit '${limit}' ${where} is greater than the total request '${total[key]}' of container group '${group}'.`,
      );
    }
  }
}
