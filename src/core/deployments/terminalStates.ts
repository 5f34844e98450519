import type { ProvisioningState } from './deploymentsApi.ts';

/** What deployments and their operations end with (`ProvisioningState` of the REST reference of Deployments). */
export type DeploymentOutcome = 'succeeded' | 'failed' | 'canceled';

/** Undefined while it is under way. */
export function outcomeOf(state: ProvisioningState): DeploymentOutcome | undefined {
  switch (state.toLowerCase()) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
      return 'failed';
    case 'canceled':
    case 'cancelled':
      return 'canceled';
    default:
      return undefined;
  }
}

export function hasEnded(state: ProvisioningState): boolean {
  return outcomeOf(state) !== undefined;
}
