import type { PendingKind } from '../shared/pendingWork.ts';

/**
 * Where deployments that are under way are remembered: by their ids only. How long one may last is not documented;
 * one of a day is past waiting for.
 */
export const pendingDeployments: PendingKind = { key: 'aci.deployments', maxAge: 86_400_000 };
