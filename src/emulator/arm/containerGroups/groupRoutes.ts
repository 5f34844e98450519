/** Container groups: list, get, tags, delete, start, stop, restart. Creating them is in `putGroup.ts`. */
import type { Operation } from '../../containers/runtime.ts';
import type { ArmContext } from '../context.ts';
import { ArmError } from '../armError.ts';
import type { Group } from '../estate.ts';
import { mayRead } from '../gateway/accessChecks.ts';
import { groupResponse } from './groupResponse.ts';
import { page, pageSize } from '../lists/paging.ts';
import { putGroup } from './putGroup.ts';
import {
  checkCreated,
  checkSettled,
  findGroup,
  groupPath,
  requestIdHeader,
  transitioningError,
  responseOptionsOf,
} from './requestedGroup.ts';
import { requestedKey } from '../resources/requestedResources.ts';
import { readResourceBody, readBodyTags } from '../resources/resourceBody.ts';
import {
  providerPath,
  resourceGroupPath,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import type { JsonObject } from '../../json.ts';
import { containerGroupType, groupId } from './groupId.ts';
import { containerInstanceVersion } from './apiVersions.ts';

export function groupRoutes(arm: ArmContext): Route[] {
  const route = (method: string, path: string, answer: (request: Request) => Response): Route => ({
    method,
    path: new RegExp(`^${path}$`, 'i'),
    access: 'arm',
    answer,
  });
  const list = (request: Request) => listGroups(arm, request);
  const groups = providerPath(containerGroupType);
  return [
    route('GET', subscriptionPath + groups, list),
    route('GET', resourceGroupPath + groups, list),
    route('GET', groupPath, request => groupAnswer(arm, findGroup(arm, request), request)),
    route('PUT', groupPath, request => withWriteQuota(arm, request, () => putGroup(arm, request))),
    route('PATCH', groupPath, request => patch(arm, request)),
    route('DELETE', groupPath, request => withWriteQuota(arm, request, () => remove(arm, request))),
    // "For container groups, this will always be an empty list" (its API description).
    route('GET', `${groupPath}/outboundNetworkDependenciesEndpoints`, request => {
      findGroup(arm, request);
      return { status: 200, body: [] };
    }),
    route('POST', `${groupPath}/start`, request => start(arm, findGroup(arm, request), request)),
    route('POST', `${groupPath}/stop`, request => stop(findGroup(arm, request))),
    route('POST', `${groupPath}/restart`, request => restart(arm, findGroup(arm, request), request)),
  ];
}

/** Adds headers with the remaining creates and deletes of five minutes and an hour, also to a refusal. */
function withWriteQuota({ writeQuota }: ArmContext, { params }: Request, answer: () => Response): Response {
  const remaining = writeQuota.countWrite(params['subscription'] ?? '');
  try {
    const answered = answer();
    return { ...answered, headers: { ...remaining, ...answered.headers } };
  } catch (error) {
    throw error instanceof ArmError ? error.with(remaining) : error;
  }
}

function groupAnswer(arm: ArmContext, group: Group, request: Request): Response {
  return {
    status: 200,
    headers: requestIdHeader(group),
    body: groupResponse(group, responseOptionsOf(arm, request, 'get')),
  };
}

function listGroups(arm: ArmContext, request: Request): Response {
  const { estate, switches } = arm;
  const { caller, params, url } = request;
  const view = responseOptionsOf(arm, request, 'list');
  const groups = estate
    .groups(params['subscription'] ?? '', params['group'])
    .filter(group => caller && mayRead(arm, caller, groupId(group)));
  const bodies: JsonObject[] = groups.map(group => groupResponse(group, view));
  return { status: 200, body: page(bodies, pageSize(url, switches.pageSize), url) };
}

/** Only tags can be patched; all else in the body is ignored. */
function patch(arm: ArmContext, request: Request): Response {
  const group = findGroup(arm, request);
  const tags = readBodyTags(readResourceBody(request.body));
  if (!tags) return groupAnswer(arm, group, request);
  const kept = arm.switches.patchTags === 'merge' ? group.tags : {};
  const patched = { ...kept, ...tags };
  const changed = arm.estate.setGroup(group, { ...group, tags: patched }, group.running);
  return groupAnswer(arm, changed, request);
}

/**
 * 200 with the group as it was, 204 where there was none. One that restarts can be deleted (recorded in 2019), as can
 * one that is still being created; one that Azure repairs cannot.
 */
function remove(arm: ArmContext, request: Request): Response {
  const group = arm.estate.group(requestedKey(request));
  containerInstanceVersion(request, group?.location ?? 'global');
  if (!group) return { status: 204 };
  if (group.running.provisioningState === 'Repairing') throw transitioningError(group);
  const answer = groupAnswer(arm, group, request);
  arm.estate.removeGroup(group);
  return answer;
}

/** 202 and an operation for a stopped group; 204 for one that runs, also while it restarts (recorded in 2020). */
function start(arm: ArmContext, group: Group, request: Request): Response {
  checkCreated(group);
  const operation = group.running.start();
  if (!operation) return { status: 204, headers: requestIdHeader(group) };
  return { status: 202, headers: beginOperation(arm, group, operation, request) };
}

/** Also of a group that restarts (recorded in 2019 and 2020). */
function stop(group: Group): Response {
  checkCreated(group);
  group.running.stop();
  return { status: 204, headers: requestIdHeader(group) };
}

function restart(arm: ArmContext, group: Group, request: Request): Response {
  checkSettled(group);
  return { status: 204, headers: beginOperation(arm, group, group.running.restart(), request) };
}

function beginOperation({ operations }: ArmContext, group: Group, operation: Operation, { url }: Request) {
  return operations.begin(group, operation, url.origin);
}
