import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { emptySeed } from '../../../src/emulator/seed/empty.ts';
import { send } from '../emulatorClient.ts';

interface Page {
  readonly BillingCurrency: string;
  readonly CustomerEntityId: string;
  readonly CustomerEntityType: string;
  readonly Items: readonly Readonly<Record<string, string | number | boolean>>[];
  readonly NextPageLink: string | null;
  readonly Count: number;
}

const ofEastus =
  "serviceName eq 'Container Instances' and armRegionName eq 'eastus' and priceType eq 'Consumption'";

describe('The price list', () => {
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator({ seed: emptySeed })));
  beforeEach(() => (emulator.prices.pageSize = 100));
  after(() => emulator.close());

  const ask = (query: Record<string, string>) =>
    send(
      emulator,
      `${emulator.resourceManagerEndpoint}/api/retail/prices?${new URLSearchParams(query).toString()}`,
    );
  const page = async (query: Record<string, string>) => {
    const { status, body } = await ask({ 'api-version': '2023-01-01-preview', ...query });
    assert.equal(status, 200);
    return body as Page;
  };

  it('has the envelope and the rows of the real one, and takes no token', async () => {
    const answered = await page({ $filter: ofEastus });
    assert.deepEqual(Object.keys(answered), [
      'BillingCurrency',
      'CustomerEntityId',
      'CustomerEntityType',
      'Items',
      'NextPageLink',
      'Count',
    ]);
    assert.equal(answered.Count, 16);
    assert.equal(answered.NextPageLink, null);
    const [first, ...others] = answered.Items;
    assert.ok(first);
    assert.deepEqual(Object.keys(first), [
      'currencyCode',
      'tierMinimumUnits',
      'retailPrice',
      'unitPrice',
      'armRegionName',
      'location',
      'effectiveStartDate',
      'meterId',
      'meterName',
      'productId',
      'skuId',
      'productName',
      'skuName',
      'serviceName',
      'serviceId',
      'serviceFamily',
      'unitOfMeasure',
      'type',
      'isPrimaryMeterRegion',
      'armSkuName',
    ]);
    const names = [first, ...others].map(
      row => `${row['skuName']}: ${row['meterName']}, ${row['unitOfMeasure']}, ${row['retailPrice']}`,
    );
    assert.deepEqual(names.slice(0, 5), [
      'Standard: Standard vCPU Duration, 1 Hour, 0.0405',
      'Standard: Standard Memory Duration, 1 GB Hour, 0.00445',
      'Standard: Standard Windows Software Duration, 1 Second, 0.000012',
      'Standard Spot: Standard Spot vCPU Duration, 1 Hour, 0.01215',
      'Standard Spot: Standard Spot Memory Duration, 1 GB Hour, 0.001335',
    ]);
  });

  it('has rows of Logic Apps by the same meter names, and prices for development and tests', async () => {
    const { Items } = await page({
      $filter: "armRegionName eq 'eastus' and meterName eq 'Standard vCPU Duration'",
    });
    assert.deepEqual(
      Items.map(row => row['serviceName']),
      ['Logic Apps', 'Container Instances'],
    );
    const { Count } = await page({
      $filter: "armRegionName eq 'eastus' and priceType eq 'DevTestConsumption'",
    });
    assert.equal(Count, 1);
  });

  it('has no Spot in East Asia', async () => {
    const { Count } = await page({ $filter: "armRegionName eq 'eastasia' and skuName eq 'Standard Spot'" });
    assert.equal(Count, 0);
  });

  it('goes on at its link until there is none', async () => {
    emulator.prices.pageSize = 7;
    let next: string | null = `${emulator.resourceManagerEndpoint}/api/retail/prices?$filter=${ofEastus}`;
    const counts: number[] = [];
    while (next !== null) {
      const { Count, NextPageLink } = (await send(emulator, next)).body as Page;
      counts.push(Count);
      next = NextPageLink;
    }
    assert.deepEqual(counts, [7, 7, 2]);
  });

  it('compares with case, and has nothing for what it does not know', async () => {
    for (const $filter of ["armRegionName eq 'EastUS'", "armRegionName eq 'mars'", "color eq 'red'"])
      assert.equal((await page({ $filter })).Count, 0);
  });

  it('is to be had in other currencies, and refuses unknown ones and filters of another form', async () => {
    const euros = await page({ currencyCode: "'EUR'", $filter: ofEastus });
    assert.equal(euros.BillingCurrency, 'EUR');
    assert.equal(euros.Items[0]?.['retailPrice'], 0.03726);
    assert.equal((await ask({ currencyCode: 'XXX' })).status, 400);
    for (const $filter of ['eq', "a eq 'b' and", "a eq 'b' c eq 'd'", 'a eq 1'])
      assert.equal((await ask({ $filter })).status, 400);
  });
});
