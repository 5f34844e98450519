import assert from 'node:assert/strict';
import { createAzureApi } from '../../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../../src/azure/credentials/emulatorCredentials.ts';
import type { PriceList } from '../../../../src/core/cost/priceList.ts';
import { groupKey, type GroupRef } from '../../../../src/core/model/containerGroup.ts';
import { GroupStore } from '../../../../src/core/store/groupStore.ts';
import { ManualClock } from '../../../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../../../src/emulator/emulator.ts';
import { CostOverview } from '../../../../src/ui/cost/overview/costOverview.ts';
import type { CostRow, ToPage } from '../../../../src/ui/cost/overview/costRow.ts';
import { cloudOf } from '../../../cloudOf.ts';
import { TestClock } from '../../../testClock.ts';
import { emulatorPrices } from '../emulatorPrices.ts';

describe('The cost overview, on the emulator', () => {
  let emulator: Emulator;
  let store: GroupStore;
  let prices: PriceList;
  let overview: CostOverview;
  let rows: Map<string, CostRow>;
  let lines: readonly string[];
  let currency: string;
  let revealed: GroupRef[];
  let copied: string[];
  let changes: number;
  let account: { cloud: 'emulator'; state: 'signedIn' | 'signedOut' };
  const clock = new TestClock(10_000);

  before(async () => {
    emulator = await startEmulator({ clock: new ManualClock(), switches: { arm: { throttling: false } } });
    const aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock, random: () => 0 });
    store = new GroupStore(aci, new TestClock());
    await store.refresh();
    prices = emulatorPrices(emulator, clock);
  });
  after(async () => {
    store.dispose();
    await emulator.close();
  });
  beforeEach(() => {
    rows = new Map();
    account = { cloud: 'emulator', state: 'signedIn' };
    [lines, currency, revealed, copied, changes] = [[], '', [], [], 0];
    overview = openOverview(prices);
  });
  afterEach(() => overview.dispose());

  function openOverview(list: PriceList): CostOverview {
    return new CostOverview({
      ...{
        store,
        clock,
        prices: list,
        account,
        localTime: String,
        lastLineAt: () => undefined,
      },
      post: receive,
      reveal: ref => Promise.resolve(void revealed.push(ref)),
      copy: csv => Promise.resolve(void copied.push(csv)),
    });
  }

  function receive(message: ToPage): void {
    if (message.kind === 'status') {
      ({ lines, currency } = message);
      return;
    }
    if (message.kind === 'rows' && message.isFirst) rows.clear();
    if (message.kind === 'changed') changes++;
    for (const row of message.rows) rows.set(row.key, row);
  }

  const keyOf = (name: string) =>
    groupKey(store.allGroups.find(({ ref }) => ref.name === name)?.ref ?? assert.fail());
  const row = (name: string) => rows.get(keyOf(name)) ?? assert.fail(name);
  const reads = () =>
    emulator.server.requests.filter(({ path }) => /\/containerGroups\/[^/?]+\?/.test(path)).length;

  it('lists every group with its rate, and reads no state by itself', async () => {
    const before = reads();
    await overview.receive({ kind: 'ready' });
    assert.equal(rows.size, store.allGroups.length);
    assert.equal(currency, 'USD');
    assert.equal(reads(), before);
    const hello = row('hello');
    assert.equal(hello.isBilled, undefined);
    assert.equal(hello.state, 'Unknown: not looked at');
    assert.ok((hello.perHour ?? 0) > 0);
    assert.equal(lines.length, 1);
  });

  it('reads the states that somebody asks for, and shows what was spent and what may be waste', async () => {
    await overview.receive({ kind: 'ready' });
    const listening = store.onDidChange(change => overview.changed(change));
    const before = reads();
    await overview.receive({ kind: 'readStates', keys: ['hello', 'payments-crashing'].map(keyOf) });
    await new Promise(resolve => setImmediate(resolve));
    listening.dispose();
    assert.equal(reads() - before, 2);
    assert.ok(changes > 0);
    assert.equal(row('hello').isBilled, true);
    assert.match(row('hello').spentNote ?? '', /^since/);
    assert.match(row('payments-crashing').waste ?? '', /^Crashes again and again/);
  });

  it('shows a group in the tree, and copies what is to be seen', async () => {
    await overview.receive({ kind: 'ready' });
    await overview.receive({ kind: 'reveal', key: keyOf('hello') });
    assert.deepEqual(
      revealed.map(({ name }) => name),
      ['hello'],
    );
    await overview.receive({ kind: 'copyCsv', keys: [keyOf('hello'), 'gone'] });
    assert.equal(copied[0]?.split('\r\n').length, 3);
  });

  it('names the locations whose prices could not be had, and shows no amount for them', async () => {
    const failing: PriceList = {
      hasPrices: () => true,
      knownRates: () => undefined,
      rates: () => Promise.reject(new Error('offline')),
    };
    overview = openOverview(failing);
    await overview.receive({ kind: 'ready' });
    assert.match(lines.join('\n'), /prices of these locations could not be read: .*westeurope/);
    assert.ok([...rows.values()].every(({ perHour, spent }) => perHour === undefined && spent === undefined));
  });

  it('tells a page nothing that was closed while groups were read for it', async () => {
    const refreshed = overview.receive({ kind: 'refresh' });
    overview.dispose();
    await refreshed;
    assert.deepEqual([rows.size, lines.length], [0, 0]);
  });

  it('says where a cloud has no prices, and asks nobody', async () => {
    const none: PriceList = {
      hasPrices: () => false,
      knownRates: () => undefined,
      rates: () => assert.fail('asked'),
    };
    overview = openOverview(none);
    await overview.receive({ kind: 'ready' });
    assert.ok(lines.includes('There are no prices for this cloud.'));
    assert.equal(rows.size, store.allGroups.length);
  });

  it('says that nobody is signed in, and no longer once somebody is', async () => {
    account.state = 'signedOut';
    await overview.receive({ kind: 'ready' });
    assert.match(lines.join('\n'), /You are not signed in to Azure\./);
    account.state = 'signedIn';
    overview.accountChanged();
    assert.doesNotMatch(lines.join('\n'), /not signed in/);
  });
});
