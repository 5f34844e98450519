import assert from 'node:assert/strict';
import { createAci } from '../../../src/azure/cloudAci.ts';
import { emulatorCredentials } from '../../../src/azure/emulatorCredentials.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import type { Draft } from '../../../src/ui/create/draft.ts';
import { runCreate } from '../../../src/ui/create/run.ts';
import { errorLines } from '../../../src/ui/errorLines.ts';
import { requestLog } from '../../../src/ui/requestLog.ts';
import { TestClock } from '../../azure/testClock.ts';
import { openWorld, Watcher, type World } from './world.ts';

const secureValue = 'correct-horse-battery';

describe('The secrets of a new group', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  /** Creates a group and answers all that is kept or said about it, of which the log is a part. */
  async function everythingSaid(name: string, password: string): Promise<{ log: string; all: string }> {
    const lines: string[] = [];
    const { emulator } = world;
    const endpoints = {
      id: 'emulator' as const,
      displayName: 'Emulator',
      resourceManagerEndpoint: emulator.resourceManagerEndpoint,
      authorityHost: emulator.activeDirectoryEndpoint,
      scope: `${emulator.resourceManagerEndpoint}/.default`,
      ca: emulator.ca,
    };
    const aci = createAci(endpoints, emulatorCredentials(emulator), {
      clock: new TestClock(10_000, ms => world.pass(ms)),
      random: () => 0,
      log: requestLog({ debug: line => void lines.push(line) }),
    });
    const draft: Draft = {
      cloud: 'emulator',
      subscription: { id: development, displayName: 'Contoso Development' },
      resourceGroup: { name: 'rg-playground', location: 'eastus', isNew: false },
      source: 'private',
      image: 'emulator.azurecr.io/team/app',
      credential: { server: 'emulator.azurecr.io', username: 'emulator', password },
      containerName: 'app',
      location: 'eastus',
      osType: 'Linux',
      size: { cpu: 1, memoryInGB: 1 },
      networkKind: 'none',
      restartPolicy: 'Always',
      command: [],
      variables: [{ name: 'TOKEN', value: secureValue, secure: true }],
      name,
    };
    const watcher = new Watcher();
    await runCreate({ ...world.desk(watcher), aci }, draft);
    for (const error of watcher.errors) lines.push(...errorLines(`Could not create "${name}"`, error));
    const log = lines.join('\n');
    return { log, all: [log, ...watcher.messages, ...watcher.happened, world.memory.everything].join('\n') };
  }

  for (const [what, name, password] of [
    ['is created', 'with-secrets', 'emulator-password'],
    ['is refused', 'with-wrong-secrets', 'hunter2'],
  ] as const) {
    it(`are in no log, message or memory when it ${what}`, async () => {
      const { log, all } = await everythingSaid(name, password);
      assert.match(log, new RegExp(`PUT .*/containerGroups/${name}`));
      assert.ok(!all.includes(password), all);
      assert.ok(!all.includes(secureValue), all);
    });
  }
});
