import assert from 'node:assert/strict';
import { production } from '../../../src/emulator/seed/contoso.ts';
import type { CreateDraft } from '../../../src/ui/create/createDraft.ts';
import { lastChoices, rememberChoices } from '../../../src/ui/create/lastChoices.ts';
import { runCreateWizard } from '../../../src/ui/create/createWizard.ts';
import { close, enter, ScriptedPrompt, pick, type } from '../shared/scriptedPrompt.ts';
import { InMemoryState, openCreateFixture } from './createFixture.ts';

const draft: CreateDraft = {
  cloud: 'emulator',
  subscription: { id: production, displayName: 'Contoso Production' },
  resourceGroup: { name: 'rg-storefront-prod', location: 'westeurope', isNew: false },
  location: 'northeurope',
  size: { cpu: 2, memoryInGB: 4 },
  image: 'ghcr.io/contoso/web',
  credential: { server: 'ghcr.io', username: 'ada', password: 'hunter2' },
  variables: [{ name: 'TOKEN', value: 'hush', secure: true }],
};

describe('What was chosen the last time', () => {
  it('is nothing at first', () => {
    assert.deepEqual(lastChoices(new InMemoryState()), {});
  });

  it('is subscription, location and size, and nothing else', async () => {
    const memory = new InMemoryState();
    await rememberChoices(memory, draft);
    assert.deepEqual(lastChoices(memory), {
      subscriptionId: production,
      location: 'northeurope',
      size: { cpu: 2, memoryInGB: 4 },
    });
    assert.ok(!/hunter2|hush/.test(memory.everything), 'a secret was kept');
  });

  it('is what the next wizard offers first', async () => {
    const memory = new InMemoryState();
    await rememberChoices(memory, draft);
    const world = await openCreateFixture();
    try {
      const person = new ScriptedPrompt(
        pick('Contoso Production'),
        pick('rg-storefront-prod'),
        pick('Public image'),
        enter,
        type('next-one'),
        enter,
        pick('North Europe'),
        pick('Linux'),
        close,
      );
      const context = { ...world.context, lastChoices: lastChoices(memory) };
      assert.equal(await runCreateWizard(context, { cloud: 'emulator' }, person), undefined);
      const offered = (what: string) => person.seen.find(({ title }) => title.endsWith(what))?.suggestion;
      assert.equal(offered(': Subscription'), 'Contoso Production');
      assert.equal(offered(': Location'), 'North Europe');
      assert.equal(person.last.suggestion, '2 vCPU, 4 GB');
    } finally {
      await world.close();
    }
  });
});
