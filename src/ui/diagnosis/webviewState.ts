import type { GroupRef } from '../../core/model/containerGroup.ts';

const clouds: readonly string[] = [
  'azure',
  'usGovernment',
  'china',
  'emulator',
] satisfies GroupRef['cloud'][];

/** The group that a tab was about, from what the tab kept; undefined where that is something else. */
export function readGroupRef(state: unknown): GroupRef | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { cloud, subscriptionId, resourceGroup, name } = state as Partial<Record<keyof GroupRef, unknown>>;
  if (typeof subscriptionId !== 'string' || typeof resourceGroup !== 'string' || typeof name !== 'string') {
    return undefined;
  }
  return isCloud(cloud) ? { cloud, subscriptionId, resourceGroup, name } : undefined;
}

function isCloud(value: unknown): value is GroupRef['cloud'] {
  return typeof value === 'string' && clouds.includes(value);
}
