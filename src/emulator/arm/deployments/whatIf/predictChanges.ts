/** What a deployment would do to each resource, without doing it. */
import { compact, textAt, type JsonObject } from '../../../json.ts';
import type { ResourceKey } from '../../resources/resourceIds.ts';
import { NotYetKnownError } from '../language/expressionError.ts';
import { nestedPlan } from '../nestedDeployment.ts';
import type { Requester } from '../run/resourceRequests.ts';
import { unlistedResources } from '../run/unlistedResources.ts';
import { isDeployment, type PlannedResource } from '../template/plannedResource.ts';
import type { DeploymentPlan } from '../template/planDeployment.ts';
import { deltaOf } from './delta.ts';
import { afterOf, beforeOf, type WhatIfDeps } from './predictedResource.ts';

export type ResultFormat = 'FullResourcePayloads' | 'ResourceIdOnly';

/** In order of the resources' ids. Throws ArmError. */
export function predictChanges(
  deps: WhatIfDeps,
  key: ResourceKey,
  plan: DeploymentPlan,
  requester: Requester,
  format: ResultFormat,
): JsonObject[] {
  const { resources, unknown } = predictable(deps, plan, requester);
  const changes = resources.map(resource => changeOf(deps, resource, requester, format));
  const others = unlistedResources(key, { resources }, deps.send, requester).map(each =>
    compact({
      resourceId: each.id,
      changeType: plan.mode === 'Complete' ? 'Delete' : 'Ignore',
      before: format === 'ResourceIdOnly' ? undefined : beforeOf(deps, each, requester),
      after:
        format === 'ResourceIdOnly' || plan.mode === 'Complete' ? undefined : beforeOf(deps, each, requester),
    }),
  );
  return [...changes, ...unknown, ...others].sort((a, b) =>
    textAt(a, 'resourceId').localeCompare(textAt(b, 'resourceId'), 'en'),
  );
}

interface Predictable {
  readonly resources: readonly PlannedResource[];
  /** Changes for what can't be looked into. */
  readonly unknown: readonly JsonObject[];
}

/** Nested deployments are looked into, and are no changes themselves. */
function predictable(deps: WhatIfDeps, plan: DeploymentPlan, requester: Requester): Predictable {
  const parts = plan.resources
    .filter(each => !each.existing)
    .map((resource): Predictable => {
      if (!isDeployment(resource)) return { resources: [resource], unknown: [] };
      try {
        return predictable(deps, nestedPlan(deps.arm, resource, requester, undefined), requester);
      } catch (error) {
        if (error instanceof NotYetKnownError) return { resources: [], unknown: [unsupported(resource)] };
        throw error;
      }
    });
  return { resources: parts.flatMap(each => each.resources), unknown: parts.flatMap(each => each.unknown) };
}

function unsupported({ id, place }: PlannedResource): JsonObject {
  const { line, column } = place.source.positionOf(place.path);
  return {
    resourceId: id,
    changeType: 'Unsupported',
    unsupportedReason: `Changes to the resource declared at '${place.path}' on line ${line} and column ${column} cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more information.`,
  };
}

function changeOf(
  deps: WhatIfDeps,
  resource: PlannedResource,
  requester: Requester,
  format: ResultFormat,
): JsonObject {
  const resourceId = resource.id;
  const after = afterOf(resource);
  const before = beforeOf(deps, resource, requester, after);
  if (format === 'ResourceIdOnly') return { resourceId, changeType: before ? 'Deploy' : 'Create' };
  if (!before) return { resourceId, changeType: 'Create', after };
  const delta = deltaOf(before, after);
  if (delta.length === 0) return { resourceId, changeType: 'NoChange', before, after };
  return { resourceId, changeType: 'Modify', before, after, delta };
}
