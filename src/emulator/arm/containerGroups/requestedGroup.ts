/** The container group that a request is about, and what every answer about it needs. */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../context.ts';
import { ArmError, resourceNotFound } from '../armError.ts';
import type { Group } from '../estate.ts';
import type { GroupResponseOptions } from './groupResponse.ts';
import { providerPath, resourceGroupPath, type Request } from '../route.ts';
import { requestedKey } from '../resources/requestedResources.ts';
import { containerGroupType } from './groupId.ts';
import { containerInstanceVersion } from './apiVersions.ts';

export const groupPath = `${resourceGroupPath}${providerPath(containerGroupType)}/(?<name>[^/]+)`;

/** The group that a request is about. Throws 404 where there is none, 400 for an unknown api-version. */
export function findGroup({ estate }: ArmContext, request: Request): Group {
  const key = requestedKey(request);
  const found = estate.group(key);
  containerInstanceVersion(request, found?.location ?? 'global');
  if (!found) throw resourceNotFound(containerGroupType, key.resourceGroup, key.name);
  return found;
}

/** Throws 409 while an earlier operation is under way. */
export function checkSettled(group: Group): void {
  if (['Succeeded', 'Failed', 'Stopped'].includes(group.running.provisioningState)) return;
  throw transitioningError(group);
}

/** Throws 409 while a group is still being created, or repaired; one that restarts is already created. */
export function checkCreated(group: Group): void {
  if (group.running.provisioningState !== 'Updating') checkSettled(group);
}

/** 409: an operation is under way. */
export function transitioningError(group: Group): ArmError {
  return new ArmError(
    409,
    'ContainerGroupTransitioning',
    `The container group '${group.name}' is still transitioning, please retry later.`,
  );
}

/** How a group is shown in answer to a request. */
export function responseOptionsOf(
  { estate }: ArmContext,
  request: Request,
  instanceViews: GroupResponseOptions['instanceViews'],
): GroupResponseOptions {
  const { subscriptionId } = requestedKey(request);
  return {
    version: containerInstanceVersion(request, 'global'),
    tenantId: estate.tenantOf(subscriptionId),
    instanceViews,
  };
}

/** `x-ms-request-id` of the resource provider in a region. */
export function requestIdHeader(group: Group): Record<string, string> {
  return { 'x-ms-request-id': `${group.location}:${randomUUID()}` };
}
