import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../src/azure/credentials/emulatorCredentials.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { sumActualCosts } from '../../../src/core/cost/actualCost.ts';
import { AciError } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { cloudOf } from '../../cloudOf.ts';
import { TestClock } from '../../testClock.ts';
import { credentialsGiving, startLoopbackServer } from '../loopbackServer.ts';

describe('The actual cost of a resource group', () => {
  let emulator: Emulator;
  let aci: AzureApi;
  let clock: TestClock;

  beforeEach(async () => {
    emulator = await startEmulator({ clock: new ManualClock(), switches: { arm: { throttling: false } } });
    // Short waits are over at once; a request's own time limit never runs out.
    clock = new TestClock(30_000);
    aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock, random: () => 0 });
  });
  afterEach(() => emulator.close());

  const read = () => aci.actualCosts(development, 'rg-playground', neverAborts());
  const queries = () => emulator.server.requests.filter(({ path }) => path.includes('CostManagement')).length;

  it('is read by day and resource', async () => {
    const items = await read();
    const { totals, days, resources } = sumActualCosts(items);
    assert.ok(items.every(({ day, cost }) => /^\d{4}-\d\d-\d\d$/.test(day) && cost >= 0));
    assert.equal(totals.length, 1);
    assert.equal(totals[0]?.currency, 'USD');
    assert.equal(items.length, days.length * resources.length);
    assert.ok(resources.some(({ resourceId }) => resourceId.endsWith('/containergroups/hello')));
  });

  it('is read over all pages', async () => {
    const whole = await read();
    emulator.costs.pageSize = 7;
    assert.deepEqual(await read(), whole);
    assert.ok(queries() > 2);
  });

  it('waits as long as the longest of its limits asks, and asks again', async () => {
    emulator.costs.throttled = 1;
    assert.ok((await read()).length > 0);
    assert.equal(queries(), 2);
    assert.ok(clock.slept.includes(20_000), String(clock.slept));
  });

  it('ends as throttled where the wait is longer than a person has patience', async () => {
    emulator.costs.throttled = 1;
    emulator.costs.retryAfter.tenant = 3600;
    await assert.rejects(read(), (error: unknown) => error instanceof AciError && error.kind === 'throttled');
    assert.equal(queries(), 1);
  });

  it('is forbidden to whoever lacks the role, although Cost Management says 401', async () => {
    emulator.costs.refuses = true;
    await assert.rejects(read(), (error: unknown) => error instanceof AciError && error.kind === 'forbidden');
  });

  it('is read whatever the order of the columns, and their names of old', async () => {
    const loopback = await startLoopbackServer();
    try {
      loopback.answer = () => ({
        status: 200,
        body: JSON.stringify({
          properties: {
            nextLink: null,
            columns: ['UsageDate', 'Currency', 'PreTaxCost', 'ResourceId'].map(name => ({
              name,
              type: 'String',
            })),
            rows: [
              [20261128, 'EUR', 1.5, '/subscriptions/s/x'],
              ['2026-11-29T00:00:00', 'EUR', 0.25, ''],
              ['no day', 'EUR', 1, ''],
            ],
          },
        }),
      });
      const api = createAzureApi(loopback.cloud, credentialsGiving());
      assert.deepEqual(await api.actualCosts('s', 'rg', neverAborts()), [
        { day: '2026-11-28', cost: 1.5, resourceId: '/subscriptions/s/x', currency: 'EUR' },
        { day: '2026-11-29', cost: 0.25, resourceId: '', currency: 'EUR' },
      ]);
    } finally {
      await loopback.close();
    }
  });
});
