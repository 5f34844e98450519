/** A deployment that is a resource of a template ("Using linked and nested templates when deploying Azure resources"). */
import type { ArmContext } from '../context.ts';
import { isObject, objectAt, textAt, type JsonObject } from '../../json.ts';
import type { ResourceKey } from '../resources/resourceIds.ts';
import { planOf } from './deploymentRequest.ts';
import { evaluateValue, tryMember } from './language/evaluate.ts';
import { memberOf } from './language/readTemplateJson.ts';
import type { LiveResources, Scope } from './language/scope.ts';
import type { Requester } from './run/resourceRequests.ts';
import type { PlannedResource } from './template/plannedResource.ts';
import type { DeploymentPlan } from './template/planDeployment.ts';

/** Where it is kept: its template may be for another resource group. */
export function nestedKey({ name, resourceGroup }: PlannedResource): ResourceKey {
  return { subscriptionId: resourceGroup.subscriptionId, resourceGroup: resourceGroup.name, name };
}

/**
 * Its plan. Throws ArmError; NotYetKnownError where its parameters are the outputs of another one that has to be deployed
 * first.
 */
export function nestedPlan(
  arm: Pick<ArmContext, 'estate' | 'clock' | 'vaultSecrets'>,
  resource: PlannedResource,
  requester: Requester,
  live: LiveResources | undefined,
): DeploymentPlan {
  const scope: Scope = { ...resource.scope, live };
  const written = tryMember(resource.definition, 'properties');
  const { template, ...others } = isObject(written) ? written : {};
  const evaluated = evaluateValue(others, scope);
  const properties: JsonObject = isObject(evaluated) ? evaluated : {};
  if (template !== undefined)
    properties['template'] = typeof template === 'string' ? evaluateValue(template, scope) : template;
  const inner =
    textAt(objectAt(properties, 'expressionEvaluationOptions'), 'scope').toLowerCase() === 'inner';
  const place = { ...resource.place, path: memberOf(resource.place.path, 'properties') };
  return planOf(
    arm,
    nestedKey(resource),
    { properties, place },
    requester,
    inner ? undefined : resource.scope,
  );
}
