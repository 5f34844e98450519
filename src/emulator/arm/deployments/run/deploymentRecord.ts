/** A deployment as it is kept: what was sent, how far it is, and what became of it. */
import type { Json, JsonObject } from '../../../json.ts';
import { resourceId, type ResourceKey } from '../../resources/resourceIds.ts';
import type { Output } from '../template/outputs.ts';
import { deploymentType } from '../template/plannedResource.ts';
import type { DeploymentPlan } from '../template/planDeployment.ts';

export type DeploymentState = 'Accepted' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled';

export interface DeploymentOperation {
  readonly id: string;
  readonly kind: 'Create' | 'Delete' | 'Read' | 'EvaluateDeploymentOutput';
  state: 'Running' | 'Succeeded' | 'Failed';
  readonly started: number;
  ended: number | undefined;
  readonly trackingId: string;
  readonly serviceRequestId: string | undefined;
  /** `Created`, `Conflict`. */
  statusCode: string | undefined;
  statusMessage: Json | undefined;
  readonly target: { readonly id: string; readonly type: string; readonly name: string } | undefined;
}

export interface Deployment extends ResourceKey {
  readonly plan: DeploymentPlan;
  readonly correlationId: string;
  /** Digits, as in the address of its status. */
  readonly statusId: string;
  readonly tags: JsonObject | undefined;
  /** Milliseconds since the epoch. */
  readonly started: number;
  ended: number | undefined;
  state: DeploymentState;
  readonly operations: DeploymentOperation[];
  outputs: ReadonlyMap<string, Output> | undefined;
  /** Ids and types of what was deployed. */
  readonly outputResources: JsonObject[];
  error: JsonObject | undefined;
  /** Lets nothing more begin; what has begun goes on. */
  cancel: () => void;
  /** Ends its timers. */
  dispose: () => void;
}

export function deploymentId(key: ResourceKey): string {
  return resourceId(deploymentType, key);
}

export function isActive({ state }: Deployment): boolean {
  return state === 'Accepted' || state === 'Running';
}

/** The deployments of all resource groups, by their ids. */
export class Deployments {
  readonly #all = new Map<string, Deployment>();

  /** Adds one, or replaces the one that has this name. */
  put(deployment: Deployment): void {
    this.#all.set(deploymentId(deployment).toLowerCase(), deployment);
  }

  get(key: ResourceKey): Deployment | undefined {
    return this.#all.get(deploymentId(key).toLowerCase());
  }

  remove(key: ResourceKey): void {
    this.#all.delete(deploymentId(key).toLowerCase());
  }

  /** Removes those of a resource group, and ends what they are at. */
  removeWithin(subscriptionId: string, resourceGroup: string): void {
    for (const deployment of this.within(subscriptionId, resourceGroup)) {
      deployment.dispose();
      this.remove(deployment);
    }
  }

  /** Ends all timers. */
  dispose(): void {
    for (const deployment of this.#all.values()) deployment.dispose();
  }

  /** Of a resource group, the newest first. */
  within(subscriptionId: string, resourceGroup: string): Deployment[] {
    const fits = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
    return [...this.#all.values()]
      .filter(each => fits(each.subscriptionId, subscriptionId) && fits(each.resourceGroup, resourceGroup))
      .reverse()
      .sort((a, b) => (b.ended ?? b.started) - (a.ended ?? a.started));
  }
}
