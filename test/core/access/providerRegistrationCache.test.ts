import assert from 'node:assert/strict';
import { once } from 'node:events';
import { AciError } from '../../../src/core/errors.ts';
import { ProviderRegistrationCache } from '../../../src/core/access/providerRegistrationCache.ts';

describe('Providers of subscriptions', () => {
  /** What each subscription says. */
  const states = new Map<string, string | AciError>();
  let asked: string[];
  let providers: ProviderRegistrationCache;

  beforeEach(() => {
    states.clear();
    asked = [];
    providers = new ProviderRegistrationCache({
      providerState: id => {
        asked.push(id);
        const state = states.get(id) ?? 'Registered';
        return state instanceof AciError ? Promise.reject(state) : Promise.resolve(state);
      },
    });
  });
  afterEach(() => providers.dispose());

  async function look(...ids: string[]): Promise<void> {
    const events = new EventTarget();
    const listening = providers.onDidChange(() => events.dispatchEvent(new Event('changed')));
    const changed = once(events, 'changed');
    providers.prefetch(ids);
    await changed;
    listening.dispose();
  }

  it('are read once, whatever the case of the id', async () => {
    states.set('S', 'NotRegistered');
    await look('S');
    providers.prefetch(['s', 'S']);
    assert.deepEqual(asked, ['S']);
    assert.ok(providers.isUnregistered('s'));
  });

  it('are missing only where Azure says so', async () => {
    states.set('failed', new AciError('forbidden', 'No.'));
    await look('failed');
    assert.equal(providers.state('failed')?.kind, 'failed');
    await look('there');
    assert.deepEqual(
      ['failed', 'there', 'unread'].filter(id => providers.isUnregistered(id)),
      [],
    );
  });

  it('are read anew once they were forgotten', async () => {
    states.set('S', 'Registering');
    await look('S');
    assert.ok(providers.isUnregistered('S'));
    states.set('S', 'Registered');
    providers.clear();
    assert.ok(!providers.isUnregistered('S'));
    await look('S');
    assert.deepEqual(asked, ['S', 'S']);
    assert.ok(!providers.isUnregistered('S'));
  });
});
