import assert from 'node:assert/strict';
import { createPriceList, type PriceSource } from '../../../src/core/cost/priceList.ts';
import type { PriceRow } from '../../../src/core/cost/regionRates.ts';
import { AciError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import type { CloudId } from '../../../src/core/model/cloud.ts';
import { TestClock } from '../../testClock.ts';

const day = 24 * 3_600_000;
const { signal } = new AbortController();

const row = (region: string, what: string, unitOfMeasure: string, retailPrice: number): PriceRow => ({
  serviceName: 'Container Instances',
  productName: 'Container Instances',
  skuName: 'Standard',
  meterName: `Standard ${what} Duration`,
  armRegionName: region,
  type: 'Consumption',
  unitOfMeasure,
  currencyCode: 'USD',
  retailPrice,
});

const rowsOf = (region: string) => [
  row(region, 'vCPU', '1 Hour', 0.04),
  row(region, 'Memory', '1 GB Hour', 0.004),
];

const ratesOf = (region: string, currency = 'USD') => ({
  region,
  currency,
  ...(currency === 'USD' && { standard: { vCpuHour: 0.04, gbHour: 0.004 } }),
});

describe('The price list', () => {
  let clock: TestClock;
  let kept: Json | undefined;
  let asked: string[];
  let currency: string;
  let rows: PriceSource['rows'];

  beforeEach(() => {
    clock = new TestClock();
    kept = undefined;
    asked = [];
    currency = 'USD';
    rows = region => Promise.resolve(rowsOf(region));
  });

  const open = () =>
    createPriceList({
      clock,
      storage: {
        read: () => kept,
        write: given => {
          kept = JSON.parse(JSON.stringify(given)) as Json;
          return Promise.resolve();
        },
      },
      source: cloud =>
        cloud === 'azure'
          ? {
              endpoint: 'https://prices.test',
              currency,
              rows: (region, within) => {
                asked.push(region);
                return rows(region, within);
              },
            }
          : undefined,
    });

  it('is asked for a region once a day, and no window asks again', async () => {
    assert.deepEqual(await open().rates('azure', 'westeurope', signal), ratesOf('westeurope'));
    assert.deepEqual(await open().rates('azure', 'West Europe', signal), ratesOf('westeurope'));
    clock.advance(day - 1);
    await open().rates('azure', 'westeurope', signal);
    assert.deepEqual(asked, ['westeurope']);
    clock.advance(1);
    await open().rates('azure', 'westeurope', signal);
    assert.deepEqual(asked, ['westeurope', 'westeurope']);
  });

  it('is asked once by all who ask at the same time, and answers all but who gave up', async () => {
    const prices = open();
    let answer: ((rows: readonly PriceRow[]) => void) | undefined;
    rows = () => new Promise(resolve => (answer = resolve));
    const leaving = new AbortController();
    const left = prices.rates('azure', 'eastus', leaving.signal);
    const stayed = prices.rates('azure', 'eastus', signal);
    leaving.abort();
    await assert.rejects(left, { name: 'AbortError' });
    answer?.(rowsOf('eastus'));
    assert.deepEqual(await stayed, ratesOf('eastus'));
    assert.deepEqual(asked, ['eastus']);
  });

  it('says without asking what it knows', async () => {
    const prices = open();
    assert.equal(prices.knownRates('azure', 'eastus'), undefined);
    await prices.rates('azure', 'eastus', signal);
    assert.deepEqual(prices.knownRates('azure', 'East US'), ratesOf('eastus'));
    clock.advance(day);
    assert.equal(prices.knownRates('azure', 'eastus'), undefined);
    assert.deepEqual(asked, ['eastus']);
  });

  it('is not asked again for some minutes after it could not be had', async () => {
    const prices = open();
    rows = () => Promise.reject(new AciError('offline', 'No connection.'));
    await assert.rejects(prices.rates('azure', 'eastus', signal), { kind: 'offline' });
    await assert.rejects(prices.rates('azure', 'eastus', signal), { kind: 'offline' });
    assert.equal(asked.length, 1);
    rows = region => Promise.resolve(rowsOf(region));
    clock.advance(5 * 60_000);
    assert.deepEqual(await prices.rates('azure', 'eastus', signal), ratesOf('eastus'));
  });

  it('is kept for each currency, and keeps nothing that is out of date', async () => {
    await open().rates('azure', 'eastus', signal);
    currency = 'EUR';
    assert.deepEqual(await open().rates('azure', 'eastus', signal), ratesOf('eastus', 'EUR'));
    assert.deepEqual(Object.keys(kept ?? {}), [
      'https://prices.test USD eastus',
      'https://prices.test EUR eastus',
    ]);
    clock.advance(day);
    await open().rates('azure', 'westus', signal);
    assert.deepEqual(Object.keys(kept ?? {}), ['https://prices.test EUR westus']);
  });

  it('is not to be had where the cloud has none', async () => {
    for (const cloud of ['usGovernment', 'china', 'custom'] satisfies readonly CloudId[]) {
      assert.ok(!open().hasPrices(cloud));
      assert.equal(await open().rates(cloud, 'eastus', signal), undefined);
      assert.equal(open().knownRates(cloud, 'eastus'), undefined);
    }
    assert.ok(open().hasPrices('azure'));
    assert.deepEqual(asked, []);
  });

  it('makes no price of what was kept and makes no sense', async () => {
    const readAt = clock.now();
    kept = {
      'https://prices.test USD eastus': {
        readAt,
        standard: { vCpuHour: 'free' },
        spot: 7,
        windowsVCpuHour: null,
      },
    };
    assert.deepEqual(await open().rates('azure', 'eastus', signal), { region: 'eastus', currency: 'USD' });
    kept = 'nonsense';
    assert.deepEqual(await open().rates('azure', 'eastus', signal), ratesOf('eastus'));
  });
});
