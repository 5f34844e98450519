import assert from 'node:assert/strict';
import type { App } from '../../../src/ui/app.ts';
import {
  rememberedSubscriptions,
  rememberSubscriptions,
} from '../../../src/ui/tree/rememberedSubscriptions.ts';

/** `globalState` without the editor. */
function memory(): App['memory'] {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, otherwise?: T) => (kept.get(key) as T | undefined) ?? otherwise,
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}

const ada = { cloud: 'azure', label: 'ada@contoso.com' } as const;

describe('The subscriptions that an account wants to see', () => {
  it('are all, until some are chosen', () => {
    assert.equal(rememberedSubscriptions(memory(), ada), undefined);
  });

  it('are those chosen, even when none is', async () => {
    const kept = memory();
    await rememberSubscriptions(kept, ada, ['one', 'two']);
    assert.deepEqual(rememberedSubscriptions(kept, ada), ['one', 'two']);
    await rememberSubscriptions(kept, ada, []);
    assert.deepEqual(rememberedSubscriptions(kept, ada), []);
  });

  it('are each account’s own, in each cloud', async () => {
    const kept = memory();
    await rememberSubscriptions(kept, ada, ['one']);
    assert.equal(rememberedSubscriptions(kept, { ...ada, label: 'grace@contoso.com' }), undefined);
    assert.equal(rememberedSubscriptions(kept, { ...ada, cloud: 'china' }), undefined);
    assert.equal(rememberedSubscriptions(kept, { cloud: 'azure', label: undefined }), undefined);
  });

  it('are all again when that is chosen', async () => {
    const kept = memory();
    await rememberSubscriptions(kept, ada, ['one']);
    await rememberSubscriptions(kept, ada, undefined);
    assert.equal(rememberedSubscriptions(kept, ada), undefined);
  });
});
