/** Many similar groups, to test a large estate. */
import { groupBody } from './groupBody.ts';
import { emptySeed } from './empty.ts';
import type { GroupSeed, Seed } from './seed.ts';

const groupsPerResourceGroup = 25;
const groupsPerSubscription = 500;
const locations = ['westeurope', 'eastus', 'northeurope', 'westus2', 'southeastasia'];

interface GroupLocation {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
}

/** `count` groups, 25 to a resource group and 500 to a subscription. They run without output. */
export function manySeed(count: number): Seed {
  const [tenant] = emptySeed.tenants;
  const groupLocations = Array.from({ length: Math.ceil(count / groupsPerResourceGroup) }, (_, index) =>
    groupLocation(index),
  );
  const ids = [...new Set([subscriptionId(0), ...groupLocations.map(p => p.subscriptionId)])];
  return {
    ...emptySeed,
    subscriptions: ids.map((id, index) => ({
      subscriptionId: id,
      tenantId: tenant.tenantId,
      displayName: `Subscription ${index + 1}`,
    })),
    resourceGroups: groupLocations.map(p => ({
      subscriptionId: p.subscriptionId,
      name: p.resourceGroup,
      location: p.location,
    })),
    groups: () => Array.from({ length: count }, (_, index) => group(index)),
  };
}

function groupLocation(index: number): GroupLocation {
  return {
    subscriptionId: subscriptionId(Math.floor((index * groupsPerResourceGroup) / groupsPerSubscription)),
    resourceGroup: `rg-${String(index + 1).padStart(4, '0')}`,
    location: locations[index % locations.length] ?? 'westeurope',
  };
}

function subscriptionId(index: number): string {
  return `f0000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
}

function group(index: number): GroupSeed {
  const { location, ...where } = groupLocation(Math.floor(index / groupsPerResourceGroup));
  const name = `app-${String(index + 1).padStart(5, '0')}`;
  const body = groupBody({
    location,
    containers: [
      {
        name: 'app',
        image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
        command: ['/bin/sh', '-c', 'sleep 1000000'],
      },
    ],
    tags: { number: String(index + 1) },
  });
  return { ...where, name, body, age: 60 * 60 * 1000 };
}
