import assert from 'node:assert/strict';
import { ManualClock } from '../../../src/emulator/clock.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { arm } from '../emulatorClient.ts';

const query = {
  type: 'ActualCost',
  timeframe: 'MonthToDate',
  dataset: {
    granularity: 'Daily',
    aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
    grouping: [{ type: 'Dimension', name: 'ResourceId' }],
  },
};

describe('Cost Management', () => {
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator({ clock: new ManualClock() })));
  after(() => emulator.close());

  const ask = (version = '2023-11-01', json: object = query) =>
    arm(
      emulator,
      `/subscriptions/${development}/resourceGroups/rg-playground/providers/Microsoft.CostManagement/query?api-version=${version}`,
      { method: 'POST', json },
    );

  it('answers with columns, rows and how much was used of its limits', async () => {
    const { status, headers, body } = await ask();
    assert.equal(status, 200);
    const { type, properties } = body as {
      type: string;
      properties: { columns: { name: string }[]; rows: unknown[][]; nextLink: null };
    };
    assert.equal(type, 'Microsoft.CostManagement/query');
    assert.deepEqual(
      properties.columns.map(({ name }) => name),
      ['Cost', 'UsageDate', 'ResourceId', 'Currency'],
    );
    assert.equal(properties.nextLink, null);
    const [cost, day, id, currency] = properties.rows[0] ?? [];
    assert.equal(typeof cost, 'number');
    assert.match(String(day), /^\d{8}$/);
    assert.match(String(id), /^\/subscriptions\/[^A-Z]*\/containergroups\/[^A-Z]*$/);
    assert.equal(currency, 'USD');
    assert.ok(headers['x-ms-ratelimit-microsoft.costmanagement-qpu-remaining']);
  });

  it('refuses too many queries with a header for each of its limits', async () => {
    emulator.costs.throttled = 1;
    const { status, headers } = await ask();
    assert.equal(status, 429);
    assert.equal(headers['x-ms-ratelimit-microsoft.costmanagement-entity-retry-after'], '20');
    assert.equal(headers['retry-after'], undefined);
    assert.equal((await ask()).status, 200);
  });

  it('knows its api-versions, and refuses what it does not emulate', async () => {
    assert.equal((await ask('1999-01-01')).status, 400);
    assert.equal((await ask('2023-11-01', { ...query, dataset: { granularity: 'Monthly' } })).status, 400);
  });
});
