/** The large estate, and before it a group of as many containers as Azure allows that has run for a month. */
import { groupBody } from '../../../src/emulator/seed/groupBody.ts';
import type { GroupSeed, Seed } from '../../../src/emulator/seed/seed.ts';
import { type EstateShape, estateSeed } from '../estate/seed.ts';

export const wideGroup = {
  subscriptionId: 'f0000000-0000-4000-8000-00000000ffff',
  resourceGroup: 'rg-wide',
  name: 'wide',
};

const age = 29 * 24 * 60 * 60 * 1000;

export function pagesSeed(shape: EstateShape, containers: number): Seed {
  const estate = estateSeed(shape);
  const { subscriptionId, resourceGroup } = wideGroup;
  const [{ tenantId }] = estate.tenants;
  return {
    ...estate,
    // By name the first in the tree.
    subscriptions: [{ subscriptionId, tenantId, displayName: 'A wide one' }, ...estate.subscriptions],
    resourceGroups: [
      { subscriptionId, name: resourceGroup, location: 'westeurope' },
      ...estate.resourceGroups,
    ],
    groups: registries => [wide(containers), ...estate.groups(registries)],
  };
}

function wide(containers: number): GroupSeed {
  const body = groupBody({
    location: 'westeurope',
    containers: Array.from({ length: containers }, (_, index) => ({
      name: `worker-${index + 1}`,
      image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
      command: ['/bin/sh', '-c', 'sleep 1000000'],
      cpu: 0.05,
      memory: 0.1,
    })),
  });
  return { ...wideGroup, body, age };
}
