/** PUT of a container group: create, update, or nothing where it is the same. */
import type { Arm } from './arm.ts';
import { ArmError, gatewayError } from './error.ts';
import type { Group, GroupBody, GroupKey } from './estate.ts';
import { groupBody, groupId } from './groupBody.ts';
import { type GroupRequest, readGroupBody } from './groupRequest.ts';
import { checkSettled, regional, viewOf } from './requestedGroup.ts';
import { checkGroup } from './groupRules.ts';
import {
  checkLabelIsFree,
  checkNetworkProfile,
  checkCapacity,
  checkPortQuota,
  checkQuota,
  checkRegistration,
  checkPolicies,
} from './placement.ts';
import type { Request, Response } from './route.ts';
import { isSame } from './sameGroup.ts';
import { checkSubnetAccess, checkSubnets } from './subnetRules.ts';
import { containerInstanceVersion } from './versions.ts';
import { checkUpdate } from './updateRules.ts';

export function putGroup(arm: Arm, request: Request): Response {
  const { subscription: subscriptionId = '', group: resourceGroup = '', name = '' } = request.params;
  const { estate, switches } = arm;
  checkRegistration(estate, subscriptionId, arm.clock.now());
  const body = readGroupBody(request.body);
  containerInstanceVersion(request, body.location);
  const place = estate.resourceGroup(subscriptionId, resourceGroup)?.name ?? resourceGroup;
  const key: GroupKey = { subscriptionId, resourceGroup: place, name };
  checkPolicies(switches, key, body);
  checkSubnetAccess(arm, request.caller, key, body);
  const existing = estate.group(key);
  if (existing) return update(arm, existing, body, request);
  checkGroup(name, body, body.bodyName || undefined);
  checkPortQuota(switches, key, body);
  checkNetworkProfile(estate, key, body);
  checkSubnets(arm, key, body);
  checkLabelIsFree(estate, key, body);
  checkQuota(estate, switches, key, body);
  checkCapacity(estate, switches, key, body);
  checkImages(arm, key, body);
  return begun(arm, estate.addGroup(key, body, arm.containers), 201, request);
}

/** Nothing happens to the containers where the body says nothing new of them: its answer is then that of a GET. */
function update(arm: Arm, existing: Group, body: GroupRequest, request: Request): Response {
  const { estate } = arm;
  checkLocation(existing, body);
  if (isSame(existing.properties, body.properties)) {
    const unchanged = { ...body, properties: existing.properties };
    const group = estate.setGroup(existing, unchanged, existing.running);
    return { status: 200, headers: regional(group), body: groupBody(group, viewOf(arm, request, 'get')) };
  }
  checkGroup(existing.name, body, body.bodyName || undefined);
  checkUpdate(existing, body);
  checkSettled(existing);
  checkPortQuota(arm.switches, existing, body);
  checkLabelIsFree(estate, existing, body);
  checkImages(arm, existing, body);
  existing.running.update({ name: existing.name, location: body.location, properties: body.properties });
  return begun(arm, estate.setGroup(existing, body, existing.running), 200, request);
}

function begun(arm: Arm, group: Group, status: number, request: Request): Response {
  const { running } = group;
  return {
    status,
    headers: arm.operations.begin(group, running.operation, request.url.origin),
    body: groupBody(group, viewOf(arm, request, 'put')),
  };
}

function checkImages({ containers }: Arm, { name }: GroupKey, { location, properties }: GroupBody): void {
  const problem = containers.imageProblem({ name, location, properties });
  if (problem) throw new ArmError(problem.status, problem.code, problem.message);
}

function checkLocation(existing: Group, { location }: GroupBody): void {
  if (existing.location === location) return;
  throw gatewayError(
    409,
    'InvalidResourceLocation',
    `The resource '${groupId(existing)}' already exists in location '${existing.location}' in resource group '${existing.resourceGroup}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
  );
}
