/** An emulator in a process of its own, with one container that writes what the process above tells it to. */
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { groupBody } from '../../../src/emulator/seed/groupBody.ts';
import { emptySeed, emptySubscription } from '../../../src/emulator/seed/empty.ts';
import type { Seed } from '../../../src/emulator/seed/seed.ts';
import type { Azure } from './azure.ts';
import { writer, type WriteBatch } from './writer.ts';

const batches: WriteBatch[] = [];
const group = { subscriptionId: emptySubscription, resourceGroup: 'bench', name: 'bench' };
const image = 'bench.example/writer';

const seed: Seed = {
  ...emptySeed,
  resourceGroups: [{ subscriptionId: emptySubscription, name: group.resourceGroup, location: 'westeurope' }],
  images: new Map([[image, writer(() => batches.shift())]]),
  groups: () => [
    {
      ...group,
      body: groupBody({ location: 'westeurope', containers: [{ name: 'app', image }] }),
      age: 60_000,
    },
  ],
};

process.on('message', (batch: WriteBatch) => batches.push(batch));
process.once('disconnect', () => process.exit());

const emulator = await startEmulator({ seed });
const { resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret } = emulator;
const azure: Azure = {
  account: { resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret },
  container: { group: { cloud: 'emulator', ...group }, container: 'app' },
};
process.send?.(azure);
