/** An emulator in a process of its own, with containers that write without end, as fast as they can. */
import {
  sleep,
  write,
  type Image,
  type Program,
} from '../../../../src/emulator/containers/processes/program.ts';
import { startEmulator } from '../../../../src/emulator/emulator.ts';
import { emptySeed, emptySubscription } from '../../../../src/emulator/seed/empty.ts';
import { groupBody } from '../../../../src/emulator/seed/groupBody.ts';
import type { Seed } from '../../../../src/emulator/seed/seed.ts';
import { type Flood, type FloodedAzure, numberedLine } from './flood.ts';

const { writes, containers, slowReader } = JSON.parse(process.argv[2] ?? '') as Flood;
const group = { subscriptionId: emptySubscription, resourceGroup: 'bench', name: 'bench' };
const image = 'bench.example/flood';
const names = Array.from({ length: containers }, (_, i) => `app${i}`);

const numbered: Program = function* () {
  for (let number = 1; ;) {
    let text = '';
    for (const end = number + 500; number < end; number++) text += numberedLine(number);
    yield write(text);
    yield sleep(0);
  }
};

function repeated(text: string): Program {
  return function* () {
    for (;;) {
      yield write(text);
      yield sleep(0);
    }
  };
}

const programs: Record<Flood['writes'], Program> = {
  numbered,
  yes: repeated('y\n'.repeat(30_000)),
  endless: repeated('x'.repeat(60_000)),
};
/** Quiet until it is told to begin. */
let begun = false;
const flooding: Image = {
  os: 'Linux',
  program: function* (context) {
    while (!begun) yield sleep(5);
    return yield* programs[writes](context);
  },
};

const seed: Seed = {
  ...emptySeed,
  resourceGroups: [{ subscriptionId: emptySubscription, name: group.resourceGroup, location: 'westeurope' }],
  images: new Map([[image, flooding]]),
  groups: () => [
    {
      ...group,
      body: groupBody({ location: 'westeurope', containers: names.map(name => ({ name, image })) }),
      age: 60_000,
    },
  ],
};

process.on('message', () => (begun = true));
process.once('disconnect', () => process.exit());

const emulator = await startEmulator({ seed, switches: { containers: { attachSlowReader: slowReader } } });
const { resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret } = emulator;
const azure: FloodedAzure = {
  account: { resourceManagerEndpoint, activeDirectoryEndpoint, ca, tenantId, clientId, clientSecret },
  group: { cloud: 'emulator', ...group },
  names,
};
process.send?.(azure);
