/** Begins deployments, and those nested in them. */
import { randomUUID } from 'node:crypto';
import type { ArmContext } from '../context.ts';
import type { JsonObject } from '../../json.ts';
import type { ResourceKey } from '../resources/resourceIds.ts';
import { nestedKey, nestedPlan } from './nestedDeployment.ts';
import type { Deployment } from './run/deploymentRecord.ts';
import type { Requester, SendToProvider } from './run/resourceRequests.ts';
import { randomDigits, runDeployment } from './run/runDeployment.ts';
import type { DeploymentPlan } from './template/planDeployment.ts';

export interface StartDeps {
  readonly arm: ArmContext;
  readonly send: SendToProvider;
}

export interface StartRequest {
  readonly key: ResourceKey;
  readonly plan: DeploymentPlan;
  readonly requester: Requester;
  readonly tags: JsonObject | undefined;
  /** Of the deployment around, whose id a nested one shares. */
  readonly correlationId?: string;
  readonly onEnd?: (deployment: Deployment) => void;
}

/** Keeps the deployment and begins it; it goes on by the clock. */
export function startDeployment(deps: StartDeps, request: StartRequest): Deployment {
  const { key, plan, requester, tags, correlationId = randomUUID(), onEnd = () => undefined } = request;
  const deployment: Deployment = {
    subscriptionId: key.subscriptionId,
    resourceGroup:
      deps.arm.estate.resourceGroup(key.subscriptionId, key.resourceGroup)?.name ?? key.resourceGroup,
    name: key.name,
    ...{ plan, tags, correlationId },
    statusId: randomDigits(),
    started: deps.arm.clock.now(),
    ended: undefined,
    state: 'Accepted',
    operations: [],
    outputs: undefined,
    outputResources: [],
    error: undefined,
    cancel: () => undefined,
    dispose: () => undefined,
  };
  deps.arm.estate.deployments.put(deployment);
  runDeployment(
    {
      ...deps,
      startNested: (resource, by, live, onNestedEnd) =>
        startDeployment(deps, {
          key: nestedKey(resource),
          plan: nestedPlan(deps.arm, resource, by, live),
          requester: by,
          tags: undefined,
          correlationId,
          onEnd: onNestedEnd,
        }),
    },
    deployment,
    requester,
    onEnd,
  );
  return deployment;
}
