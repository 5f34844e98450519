/** A large company's container groups: as many as asked for, each of the size that one has in earnest. */
import { groupBody } from '../../../src/emulator/seed/groupBody.ts';
import { emptySeed } from '../../../src/emulator/seed/empty.ts';
import type { GroupSeed, Seed } from '../../../src/emulator/seed/seed.ts';

export interface EstateShape {
  readonly subscriptions: number;
  /** In each subscription. */
  readonly resourceGroups: number;
  /** In each resource group. */
  readonly groups: number;
}

interface Place {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

/** Everything runs and says nothing. */
export function estateSeed({ subscriptions, resourceGroups, groups }: EstateShape): Seed {
  const [tenant] = emptySeed.tenants;
  const ids = upTo(subscriptions).map(
    index => `f0000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
  );
  const places = ids.flatMap(subscriptionId =>
    upTo(resourceGroups).map((index): Place => ({ subscriptionId, resourceGroup: `rg-team-${index + 1}` })),
  );
  return {
    ...emptySeed,
    subscriptions: ids.map((subscriptionId, index) => ({
      subscriptionId,
      tenantId: tenant.tenantId,
      displayName: `Subscription ${index + 1}`,
    })),
    resourceGroups: places.map(({ subscriptionId, resourceGroup: name }) => ({
      subscriptionId,
      name,
      location,
    })),
    groups: () => places.flatMap(place => upTo(groups).map(index => group(place, `shop-${index + 1}`))),
  };
}

const location = 'westeurope';
const image = 'mcr.microsoft.com/azuredocs/aci-helloworld:latest';
const command = ['/bin/sh', '-c', 'sleep 1000000'];

/** A server with a container beside it. */
function group(place: Place, name: string): GroupSeed {
  const where = `${name}.${place.resourceGroup}`;
  const body = groupBody({
    location,
    containers: [
      {
        name: 'server',
        image,
        command,
        ports: [80, 443],
        env: {
          NODE_ENV: 'production',
          DATABASE_URL: `postgres://db.${where}.example/shop`,
          LOG_LEVEL: 'info',
        },
        secureEnv: { DATABASE_PASSWORD: 'secret' },
      },
      { name: 'metrics', image, command, cpu: 0.5, memory: 0.5, env: { INTERVAL: '15s' } },
    ],
    public: true,
    tags: { environment: 'production', team: place.resourceGroup, costCenter: '4711' },
  });
  return { ...place, name, body, age: 60 * 60 * 1000 };
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
