import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { GroupStore } from '../../../src/core/store/groupStore.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { operationDepsOf } from '../../../src/ui/agents/operationDepsOf.ts';
import type { AccountManager } from '../../../src/ui/app.ts';
import { type AgentFixture, openAgentFixture } from './agentFixture.ts';

type State = AccountManager['state'];

describe("The window's account, for agents", () => {
  let fixture: AgentFixture;

  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());

  /** A window in which nobody is there to be asked anything: an account with nothing but its state. */
  function windowWith(first: State, later?: State) {
    const { aci, clock, imageConfig, permissions, preflight, prices } = fixture.deps;
    const store = new GroupStore(aci, clock);
    let state = first;
    let listener: () => void = () => undefined;
    const account = {
      cloud: 'emulator',
      get state() {
        return state;
      },
      onDidChange(listen: () => void) {
        listener = listen;
        return { dispose: () => undefined };
      },
    };
    const report = { log: () => undefined };
    const app = { account, aci, clock, imageConfig, permissions, preflight, prices, report, store };
    return {
      app: app as unknown as Parameters<typeof operationDepsOf>[0],
      store,
      change: () => {
        state = later ?? first;
        listener();
      },
    };
  }

  it('is asked for nothing: where nobody is signed in, that is the answer, and what to do', async () => {
    const { app } = windowWith('signedOut');
    await assert.rejects(operationDepsOf(app, neverAborts()), error => {
      assert.ok(error instanceof AciError);
      assert.equal(error.kind, 'signedOut');
      assert.match(error.message, /run the command "Azure Container Instances: Sign In"/);
      return true;
    });
  });

  it('is waited for while it is looked for', async () => {
    const { app, change } = windowWith('starting', 'signedIn');
    const waiting = operationDepsOf(app, neverAborts());
    change();
    assert.equal((await waiting).cloud, 'emulator');
  });

  it('sees the subscriptions that the view shows, and no others', async () => {
    const { app, store } = windowWith('signedIn');
    const deps = await operationDepsOf(app, neverAborts());
    const all = await deps.subscriptions(neverAborts());
    assert.ok(all.length > 1);
    store.selectSubscriptions([development]);
    const ids = async () => (await deps.subscriptions(neverAborts())).map(({ id }) => id);
    assert.deepEqual(await ids(), [development], 'read anew, as the view has read none');
    await store.refresh();
    assert.deepEqual(await ids(), [development], 'as the view has read them');
  });
});
