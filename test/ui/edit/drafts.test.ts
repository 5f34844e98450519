import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { Emitter } from '../../../src/core/event.ts';
import { Drafts } from '../../../src/ui/edit/drafts.ts';

/** Until everything that is on its way has arrived. */
const settled = () => new Promise(resolve => setImmediate(resolve));

/** What VS Code keeps for every window; each is told of every change, a moment later. */
class Secrets implements vscode.SecretStorage {
  readonly kept = new Map<string, string>();
  readonly #changed = new Emitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event as vscode.Event<vscode.SecretStorageChangeEvent>;

  keys = () => Promise.resolve([...this.kept.keys()]);
  get = (key: string) => Promise.resolve(this.kept.get(key));

  store = (key: string, value: string) => this.#later(key, () => this.kept.set(key, value));
  delete = (key: string) => this.#later(key, () => this.kept.delete(key));

  /** Like a disk. */
  async #later(key: string, change: () => void): Promise<void> {
    await settled();
    change();
    this.#changed.fire({ key });
  }
}

const ref: GroupRef = { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg', name: 'web' };
const draft = (text: string) => ({ text, base: undefined });

describe('Drafts of groups', () => {
  let secrets: Secrets;
  let here: Drafts;
  let there: Drafts;
  let told: string[];

  beforeEach(() => {
    secrets = new Secrets();
    here = new Drafts(secrets);
    there = new Drafts(secrets);
    told = [];
    here.onDidChangeElsewhere(key => told.push(key));
  });
  afterEach(() => {
    here.dispose();
    there.dispose();
  });

  it('are there again in the next window, whatever the case of the names', async () => {
    await here.set(ref, draft('name: web'));
    const next = new Drafts(secrets);
    assert.equal((await next.get({ ...ref, resourceGroup: 'RG', name: 'Web' }))?.text, 'name: web');
    next.dispose();
  });

  it('of one group are none of another', async () => {
    await here.set(ref, draft('name: web'));
    for (const other of [{ name: 'web2' }, { resourceGroup: 'rg2' }, { cloud: 'custom' as const }])
      assert.equal(await here.get({ ...ref, ...other }), undefined);
  });

  it('are the same in every window: one that is replaced or dropped elsewhere is here, too', async () => {
    await here.set(ref, draft('one'));
    await there.set(ref, draft('two'));
    await settled();
    assert.equal((await here.get(ref))?.text, 'two');
    await there.delete(ref);
    await settled();
    assert.equal(await here.get(ref), undefined);
    assert.equal(here.has(ref), false);
    assert.deepEqual(told, ['azure/s/rg/web', 'azure/s/rg/web']);
  });

  it('tell nothing of what this window does itself, however fast', async () => {
    await Promise.all([
      here.set(ref, draft('one')),
      here.set(ref, draft('two')),
      here.set(ref, draft('three')),
    ]);
    await here.delete(ref);
    await here.set(ref, draft('four'));
    await settled();
    assert.deepEqual(told, []);
    assert.equal((await here.get(ref))?.text, 'four');
  });

  it('are deleted at once where secrets are forgotten, also those that nobody looked at, and nothing else is', async () => {
    await here.set(ref, draft('one'));
    secrets.kept.set('draft/china/s/rg/api', '{"text":"two"}');
    secrets.kept.set('signIn/azure/x', 's3cret');
    assert.equal(await here.deleteAll(), 2);
    assert.deepEqual([...secrets.kept.keys()], ['signIn/azure/x']);
    assert.equal(here.has(ref), false);
    assert.deepEqual(told, ['azure/s/rg/web']);
  });

  it('are none where another version left something else', async () => {
    secrets.kept.set('draft/azure/s/rg/web', '{"version":7}');
    assert.equal(await here.get(ref), undefined);
    secrets.kept.set('draft/azure/s/rg/api', 'no JSON');
    assert.equal(await here.get({ ...ref, name: 'api' }), undefined);
  });
});
