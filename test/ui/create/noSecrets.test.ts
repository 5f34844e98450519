import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import type { CreateDraft } from '../../../src/ui/create/createDraft.ts';
import { runCreate } from '../../../src/ui/create/runCreate.ts';
import { errorLogLines } from '../../../src/ui/shared/errorLogLines.ts';
import { requestLog } from '../../../src/ui/shared/requestLog.ts';
import { TestClock } from '../../testClock.ts';
import { cloudOf } from '../../cloudOf.ts';
import { openCreateFixture, RecordingCreateScreen, type CreateFixture } from './createFixture.ts';

const secureValue = 'correct-horse-battery';

describe('The secrets of a new group', () => {
  let world: CreateFixture;
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());

  /** Creates a group and answers all that is kept or said about it, of which the log is a part. */
  async function everythingSaid(name: string, password: string): Promise<{ log: string; all: string }> {
    const lines: string[] = [];
    const { emulator } = world;
    const aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), {
      clock: new TestClock(10_000, ms => world.pass(ms)),
      random: () => 0,
      log: requestLog({ debug: line => void lines.push(line) }),
    });
    const draft: CreateDraft = {
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
    const watcher = new RecordingCreateScreen();
    await runCreate({ ...world.deps(watcher), aci }, draft);
    for (const error of watcher.errors) lines.push(...errorLogLines(`Could not create "${name}"`, error));
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
