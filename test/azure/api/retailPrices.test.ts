import assert from 'node:assert/strict';
import { createRetailPrices } from '../../../src/azure/api/retailPrices.ts';
import { regionRates } from '../../../src/core/cost/regionRates.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { emptySeed } from '../../../src/emulator/seed/empty.ts';
import { type Answerer, type LoopbackServer, startLoopbackServer } from '../loopbackServer.ts';

const { signal } = new AbortController();

describe('The Retail Prices API', () => {
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator({ seed: emptySeed })));
  beforeEach(() => {
    emulator.prices.pageSize = 100;
    emulator.server.requests.length = 0;
  });
  after(() => emulator.close());

  const open = (currency = 'USD') =>
    createRetailPrices({ endpoint: emulator.resourceManagerEndpoint, currency, ca: emulator.ca });

  it('is asked for the rows of container instances in one region', async () => {
    const rows = await open().rows('eastus', signal);
    assert.equal(rows.length, 16);
    assert.ok(
      rows.every(
        row =>
          row.serviceName === 'Container Instances' &&
          row.armRegionName === 'eastus' &&
          row.type === 'Consumption',
      ),
    );
    const { standard, spot, windowsVCpuHour = 0 } = regionRates(rows, 'eastus', 'USD');
    assert.deepEqual(standard, { vCpuHour: 0.0405, gbHour: 0.00445 });
    assert.deepEqual(spot, { vCpuHour: 0.01215, gbHour: 0.001335 });
    assert.ok(Math.abs(windowsVCpuHour - 0.0432) < 1e-12);
    const [request] = emulator.server.requests;
    assert.match(request?.path ?? '', /api-version=2023-01-01-preview&currencyCode=USD&/);
  });

  it('is followed from page to page', async () => {
    emulator.prices.pageSize = 5;
    assert.equal((await open().rows('eastus', signal)).length, 16);
    assert.equal(emulator.server.requests.length, 4);
  });

  it('gives other currencies, and an error for one that it does not know', async () => {
    const rows = await open('EUR').rows('eastus', signal);
    assert.ok(regionRates(rows, 'eastus', 'EUR').standard);
    await assert.rejects(open('XXX').rows('eastus', signal), { kind: 'invalid', status: 400 });
  });

  it('is not asked for what is no region', async () => {
    assert.deepEqual(await open().rows("x' or armRegionName eq 'eastus", signal), []);
    assert.deepEqual(emulator.server.requests, []);
  });

  it('is not asked for what is no currency', async () => {
    await assert.rejects(open('dollars').rows('eastus', signal), { kind: 'settings' });
    assert.deepEqual(emulator.server.requests, []);
  });

  it('is asked over https only', async () => {
    for (const endpoint of ['http://prices.test', 'prices.test'])
      await assert.rejects(createRetailPrices({ endpoint, currency: 'USD' }).rows('eastus', signal), {
        kind: 'settings',
      });
  });
});

describe('A price list that makes no sense', () => {
  let server: LoopbackServer;
  let elsewhere: LoopbackServer;
  beforeEach(async () => {
    server = await startLoopbackServer();
    elsewhere = await startLoopbackServer(() => ({ body: { Items: [], NextPageLink: null } }));
  });
  afterEach(async () => {
    await server.close();
    await elsewhere.close();
  });

  const ask = (answer: Answerer) => {
    server.answer = answer;
    const prices = createRetailPrices({ endpoint: server.origin, currency: 'USD', ca: server.cloud.ca });
    return prices.rows('eastus', signal);
  };

  it('gets no token, cookie or the like', async () => {
    await ask(() => ({ body: { Items: [], NextPageLink: '' } }));
    const [request] = server.asked;
    assert.deepEqual(
      Object.keys(request?.headers ?? {}).filter(name => /auth|cookie/i.test(name)),
      [],
    );
  });

  it('is not followed to another host', async () => {
    const link = `${elsewhere.origin}/api/retail/prices?$skip=100`;
    await assert.rejects(
      ask(() => ({ body: { Items: [], NextPageLink: link } })),
      { kind: 'service' },
    );
    await assert.rejects(
      ask(() => ({ status: 302, headers: { location: link } })),
      { kind: 'notAzure' },
    );
    assert.deepEqual(elsewhere.asked, []);
  });

  it('is not followed for ever', async () => {
    const link = `${server.origin}/api/retail/prices`;
    await assert.rejects(
      ask(() => ({ body: { Items: [], NextPageLink: link } })),
      { kind: 'service' },
    );
    assert.equal(server.asked.length, 10);
  });

  it('is an error, and no list without prices', async () => {
    for (const body of [{}, { Items: {} }, { Items: ['free'] }, []])
      await assert.rejects(
        ask(() => ({ body })),
        { kind: 'service' },
      );
    await assert.rejects(
      ask(() => ({ body: '<html>Sign in to the network</html>' })),
      { kind: 'service' },
    );
    await assert.rejects(
      ask(() => 'reset'),
      { kind: 'offline' },
    );
  });

  it('has no price where a row has none', async () => {
    const [row] = await ask(() => ({ body: { Items: [{ retailPrice: null, meterName: 7 }] } }));
    assert.equal(row?.retailPrice, undefined);
    assert.equal(row?.meterName, '');
  });

  it('is left alone when the person leaves', async () => {
    const leaving = new AbortController();
    server.answer = () => {
      leaving.abort();
      return new Promise(() => undefined);
    };
    const prices = createRetailPrices({ endpoint: server.origin, currency: 'USD', ca: server.cloud.ca });
    await assert.rejects(prices.rows('eastus', leaving.signal), { name: 'AbortError' });
  });
});
