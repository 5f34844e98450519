/** PUT of a container group: create, update, or nothing where it is the same. */
import type { ArmContext } from '../context.ts';
import { ArmError, invalidResourceLocation } from '../armError.ts';
import type { Group, GroupBody, GroupKey } from '../estate.ts';
import { groupResponse } from './groupResponse.ts';
import { type GroupRequest, readGroupBody } from './groupRequest.ts';
import { checkSettled, requestIdHeader, responseOptionsOf } from './requestedGroup.ts';
import { checkGroup } from './rules/groupRules.ts';
import {
  checkLabelIsFree,
  checkNetworkProfile,
  checkRegistration,
  checkPolicies,
} from './rules/registrationAndPolicyRules.ts';
import { withProfile } from '../containerGroupProfiles/withProfile.ts';
import { requestedKey } from '../resources/requestedResources.ts';
import { checkCapacity, checkPortQuota, checkQuota } from './rules/quotaRules.ts';
import type { Request, Response } from '../route.ts';
import { isSameGroup } from './isSameGroup.ts';
import { checkSubnetAccess, checkSubnets } from './rules/subnetRules.ts';
import { checkUpdate } from './rules/updateRules.ts';
import { groupId } from './groupId.ts';
import { containerInstanceVersion } from './apiVersions.ts';

export function putGroup(arm: ArmContext, request: Request): Response {
  const { estate, switches } = arm;
  const requested = requestedKey(request);
  const { subscriptionId, name } = requested;
  checkRegistration(estate, subscriptionId, arm.clock.now());
  const given = readGroupBody(request.body);
  containerInstanceVersion(request, given.location);
  const body = withProfile(estate.profiles, given);
  const resourceGroup =
    estate.resourceGroup(subscriptionId, requested.resourceGroup)?.name ?? requested.resourceGroup;
  const key: GroupKey = { subscriptionId, resourceGroup, name };
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
  return beginOperation(arm, estate.addGroup(key, body, arm.containers), 201, request);
}

/** The containers go on where the body changes nothing of them: the response is then that of a GET. */
function update(arm: ArmContext, existing: Group, body: GroupRequest, request: Request): Response {
  const { estate } = arm;
  checkLocation(existing, body);
  if (isSameGroup(existing.properties, body.properties)) {
    const unchanged = { ...body, properties: existing.properties };
    const group = estate.setGroup(existing, unchanged, existing.running);
    return {
      status: 200,
      headers: requestIdHeader(group),
      body: groupResponse(group, responseOptionsOf(arm, request, 'get')),
    };
  }
  checkGroup(existing.name, body, body.bodyName || undefined);
  checkUpdate(existing, body);
  checkSettled(existing);
  checkPortQuota(arm.switches, existing, body);
  checkLabelIsFree(estate, existing, body);
  checkImages(arm, existing, body);
  existing.running.update({ name: existing.name, location: body.location, properties: body.properties });
  return beginOperation(arm, estate.setGroup(existing, body, existing.running), 200, request);
}

function beginOperation(arm: ArmContext, group: Group, status: number, request: Request): Response {
  const { running } = group;
  return {
    status,
    headers: arm.operations.begin(group, running.operation, request.url.origin),
    body: groupResponse(group, responseOptionsOf(arm, request, 'put')),
  };
}

function checkImages(
  { containers }: ArmContext,
  { name }: GroupKey,
  { location, properties }: GroupBody,
): void {
  const problem = containers.imageProblem({ name, location, properties });
  if (problem) throw new ArmError(problem.status, problem.code, problem.message);
}

function checkLocation(existing: Group, { location }: GroupBody): void {
  if (existing.location !== location) throw invalidResourceLocation(groupId(existing), existing, location);
}
