import assert from 'node:assert/strict';
import { type PriceRow, priceRegion, regionRates } from '../../../src/core/cost/regionRates.ts';

type Of = Pick<PriceRow, 'skuName' | 'meterName' | 'unitOfMeasure' | 'retailPrice'> & Partial<PriceRow>;

const row = (of: Of): PriceRow => ({
  serviceName: 'Container Instances',
  productName: 'Container Instances',
  armRegionName: 'eastus',
  type: 'Consumption',
  currencyCode: 'USD',
  ...of,
});

const standard = (what: string, unitOfMeasure: string, retailPrice: number | undefined, of = {}): PriceRow =>
  row({ skuName: 'Standard', meterName: `Standard ${what} Duration`, unitOfMeasure, retailPrice, ...of });
const vCpu = standard('vCPU', '1 Hour', 0.0405);
const memory = standard('Memory', '1 GB Hour', 0.00445);
const expected = {
  region: 'eastus',
  currency: 'USD',
  standard: { vCpuHour: 0.0405, gbHour: 0.00445 },
};

const ratesOf = (...rows: readonly PriceRow[]) => regionRates(rows, 'eastus', 'USD');

describe("A region's rates", () => {
  it('are picked by the exact names of product, SKU and meter', () => {
    const others = ['Standard Spot', 'Confidential containers ACI'].flatMap((skuName, index) => [
      row({
        skuName,
        meterName: `${skuName} vCPU Duration`,
        unitOfMeasure: '1 Hour',
        retailPrice: 0.01 + index,
      }),
      row({
        skuName,
        meterName: `${skuName} Memory Duration`,
        unitOfMeasure: '1 GB Hour',
        retailPrice: 0.001 + index,
      }),
    ]);
    const windows = standard('Windows Software', '1 Second', 0.000012);
    const { windowsVCpuHour = 0, ...rates } = ratesOf(...others, vCpu, memory, windows);
    assert.deepEqual(rates, {
      ...expected,
      spot: { vCpuHour: 0.01, gbHour: 0.001 },
      confidential: { vCpuHour: 1.01, gbHour: 1.001 },
    });
    assert.ok(Math.abs(windowsVCpuHour - 0.0432) < 1e-12);
  });

  it('are for an hour, whatever the unit of the row', () => {
    const { standard: rates } = ratesOf(
      standard('vCPU', '100 Seconds', 0.001125),
      standard('Memory', '100 GB Seconds', 0.0001),
    );
    assert.ok(rates);
    assert.ok(Math.abs(rates.vCpuHour - 0.0405) < 1e-12);
    assert.ok(Math.abs(rates.gbHour - 0.0036) < 1e-12);
  });

  it('leave out the rows of Logic Apps, of GPUs, of other regions, currencies and kinds', () => {
    const traps: readonly Partial<PriceRow>[] = [
      { serviceName: 'Logic Apps', productName: 'Logic Apps' },
      { productName: 'Container Instances with GPU' },
      { armRegionName: 'westus' },
      { currencyCode: 'EUR' },
      { type: 'DevTestConsumption' },
      { type: 'Reservation' },
    ];
    const rows = traps.flatMap(trap => [
      { ...vCpu, retailPrice: 9, ...trap },
      { ...memory, retailPrice: 9, ...trap },
    ]);
    assert.deepEqual(ratesOf(...rows, vCpu, memory), expected);
    assert.deepEqual(ratesOf(...rows), { region: 'eastus', currency: 'USD' });
  });

  it('are absent, not 0, where a price is missing, 0 or for an unknown unit', () => {
    for (const broken of [
      standard('vCPU', '1 Hour', undefined),
      standard('vCPU', '1 Hour', 0),
      standard('vCPU', '1 Month', 0.0405),
      standard('vCPU', '1 GB Hour', 0.0405),
    ])
      assert.deepEqual(ratesOf(broken, memory), { region: 'eastus', currency: 'USD' });
    assert.deepEqual(ratesOf(vCpu), { region: 'eastus', currency: 'USD' });
  });

  it('are absent where the list has two prices for one meter, but not where it has one twice', () => {
    assert.deepEqual(ratesOf(vCpu, vCpu, memory), expected);
    assert.deepEqual(ratesOf(vCpu, { ...vCpu, retailPrice: 0.05 }, memory), {
      region: 'eastus',
      currency: 'USD',
    });
  });

  it('are those of a place in either of its spellings', () => {
    assert.equal(priceRegion('West Europe'), 'westeurope');
    assert.equal(priceRegion('westeurope'), 'westeurope');
  });
});
