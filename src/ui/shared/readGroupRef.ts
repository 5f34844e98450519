import { isCloudId } from '../../core/model/cloud.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';

/** The group that a tab was about, from what the tab kept; undefined where that is something else. */
export function readGroupRef(state: unknown): GroupRef | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { cloud, subscriptionId, resourceGroup, name } = state as Partial<Record<keyof GroupRef, unknown>>;
  if (typeof subscriptionId !== 'string' || typeof resourceGroup !== 'string' || typeof name !== 'string') {
    return undefined;
  }
  return isCloudId(cloud) ? { cloud, subscriptionId, resourceGroup, name } : undefined;
}
