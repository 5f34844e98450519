/** An emulator in a process of its own, with one container that writes what the process above tells it to. */
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { groupBody } from '../../../src/emulator/seed/groupBody.ts';
import { emptySeed, emptySubscription } from '../../../src/emulator/seed/empty.ts';
import type { Seed } from '../../../src/emulator/seed/seed.ts';
import type { Azure } from './azure.ts';
import { writer, type Stint } from './writer.ts';

const stints: Stint[] = [];
const group = { subscriptionId: emptySubscription, resourceGroup: 'bench', name: 'bench' };
const image = 'bench.example/writer';

const seed: Seed = {
  ...emptySeed,
  resourceGroups: [{ subscriptionId: emptySubscription, name: group.resourceGroup, location: 'westeurope' }],
  images: new Map([[image, writer(() => stints.shift())]]),
  groups: () => [
    {
      ...group,
      body: groupBody({ location: 'westeurope', containers: [{ name: 'app', image }] }),
      age: 60_000,
    },
  ],
};

process.on('message', (stint: Stint) => stints.push(stint));
process.once('disconnect', () => process.exit());

const emulator = await startEmulator({ seed });
const { resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret } = emulator;
const azure: Azure = {
  account: { resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret },
  container: { group: { cloud: 'emulator', ...group }, container: 'app' },
};
process.send?.(azure);
