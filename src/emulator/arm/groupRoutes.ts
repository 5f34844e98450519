/** Container groups: list, get, tags, delete, start, stop, restart. Creating them is in `putGroup.ts`. */
import type { JsonObject, Operation } from '../containers/types.ts';
import type { Arm } from './arm.ts';
import { ArmError } from './error.ts';
import type { Group } from './estate.ts';
import { mayRead } from './gate.ts';
import { groupBody, groupId } from './groupBody.ts';
import { readObject, readTags } from './groupRequest.ts';
import { isObject } from './json.ts';
import { page, pageSize } from './paging.ts';
import { putGroup } from './putGroup.ts';
import { checkSettled, findGroup, groupPath, regional, transitioning, viewOf } from './requestedGroup.ts';
import type { Request, Response, Route } from './route.ts';
import { containerInstanceVersion } from './versions.ts';

export function groupRoutes(arm: Arm): Route[] {
  const route = (method: string, path: string, answer: (request: Request) => Response): Route => ({
    method,
    path: new RegExp(`${path}$`, 'i'),
    access: 'arm',
    answer,
  });
  const list = (request: Request) => listGroups(arm, request);
  const subscription = '^/subscriptions/(?<subscription>[^/]+)';
  const type = '/providers/Microsoft\\.ContainerInstance/containerGroups';
  return [
    route('GET', subscription + type, list),
    route('GET', `${subscription}/resourceGroups/(?<group>[^/]+)${type}`, list),
    route('GET', groupPath, request => show(arm, findGroup(arm, request), request)),
    route('PUT', groupPath, request => counted(arm, request, () => putGroup(arm, request))),
    route('PATCH', groupPath, request => patch(arm, request)),
    route('DELETE', groupPath, request => counted(arm, request, () => remove(arm, request))),
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

/** Adds what is left of the creates and deletes of five minutes and an hour, also to a refusal. */
function counted({ resourceRequests }: Arm, { params }: Request, answer: () => Response): Response {
  const left = resourceRequests.count(params['subscription'] ?? '');
  try {
    const answered = answer();
    return { ...answered, headers: { ...left, ...answered.headers } };
  } catch (error) {
    throw error instanceof ArmError ? error.with(left) : error;
  }
}

function show(arm: Arm, group: Group, request: Request): Response {
  return { status: 200, headers: regional(group), body: groupBody(group, viewOf(arm, request, 'get')) };
}

function listGroups(arm: Arm, request: Request): Response {
  const { estate, switches } = arm;
  const { caller, params, url } = request;
  const view = viewOf(arm, request, 'list');
  const groups = estate
    .groups(params['subscription'] ?? '', params['group'])
    .filter(group => caller && mayRead(arm, caller, groupId(group)));
  const bodies: JsonObject[] = groups.map(group => groupBody(group, view));
  return { status: 200, body: page(bodies, pageSize(url, switches.pageSize), url) };
}

/** Only tags can be patched; all else in the body is ignored. */
function patch(arm: Arm, request: Request): Response {
  const group = findGroup(arm, request);
  const { tags } = readObject(request.body);
  if (!isObject(tags)) return show(arm, group, request);
  const kept = arm.switches.patchTags === 'merge' ? group.tags : {};
  const patched = { ...kept, ...readTags(tags) };
  const changed = arm.estate.setGroup(group, { ...group, tags: patched }, group.running);
  return show(arm, changed, request);
}

/**
 * 200 with the group as it was, 204 where there was none. A group that is still being created can be deleted; one
 * that is being changed cannot.
 */
function remove(arm: Arm, request: Request): Response {
  const { subscription = '', group: resourceGroup = '', name = '' } = request.params;
  const group = arm.estate.group({ subscriptionId: subscription, resourceGroup, name });
  containerInstanceVersion(request, group?.location ?? 'global');
  if (!group) return { status: 204 };
  if (['Updating', 'Repairing'].includes(group.running.provisioningState)) throw transitioning(group);
  const answer = show(arm, group, request);
  arm.estate.removeGroup(group);
  return answer;
}

/** 202 and an operation for a stopped group; 204 for one that runs. */
function start(arm: Arm, group: Group, request: Request): Response {
  checkSettled(group);
  const operation = group.running.start();
  if (!operation) return { status: 204, headers: regional(group) };
  return { status: 202, headers: begin(arm, group, operation, request) };
}

function stop(group: Group): Response {
  checkSettled(group);
  group.running.stop();
  return { status: 204, headers: regional(group) };
}

function restart(arm: Arm, group: Group, request: Request): Response {
  checkSettled(group);
  return { status: 204, headers: begin(arm, group, group.running.restart(), request) };
}

function begin({ operations }: Arm, group: Group, operation: Operation, { url }: Request) {
  return operations.begin(group, operation, url.origin);
}
