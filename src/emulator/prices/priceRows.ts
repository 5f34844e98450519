/**
 * The rows of Azure's price list for container instances, with the names, units and fields of the real ones. Prices
 * are real for `eastus`, `swedencentral` and `germanywestcentral` (without Confidential and GPUs); all others, and all
 * in other currencies, are made up.
 */
import { offeredRegions, type Region } from '../arm/locations/regions.ts';
import { guidOf, numberOf } from '../hash.ts';
import type { JsonObject } from '../json.ts';

/** How much of a currency a dollar is. */
const dollarIn: Readonly<Record<string, number>> = {
  USD: 1,
  AUD: 1.52,
  BRL: 5.4,
  CAD: 1.37,
  CHF: 0.88,
  DKK: 6.9,
  EUR: 0.92,
  GBP: 0.79,
  INR: 84,
  JPY: 150,
  KRW: 1370,
  NOK: 10.9,
  NZD: 1.66,
  SEK: 10.6,
};

/** The whole list in a currency, region after region; undefined for a currency that it isn't in. */
export function priceRows(currency: string): readonly JsonObject[] | undefined {
  const rate = dollarIn[currency];
  if (rate === undefined) return undefined;
  return offeredRegions.flatMap(region =>
    meters(region).map(meter => row(region, meter, currency, digits(meter.dollars * rate))),
  );
}

interface Meter {
  readonly service: 'Container Instances' | 'Logic Apps';
  readonly product: string;
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
  readonly dollars: number;
  readonly type?: 'DevTestConsumption';
}

function meters({ name }: Region): readonly Meter[] {
  const { vCpu, memory } = standardPrices(name);
  const own = (sku: string, what: string, unit: string, dollars: number): Meter => ({
    service: 'Container Instances',
    product: 'Container Instances',
    sku,
    name: `${sku} ${what} Duration`,
    unit,
    dollars,
  });
  const pair = (sku: string, factor: number): readonly Meter[] => [
    own(sku, 'vCPU', '1 Hour', vCpu * factor),
    own(sku, 'Memory', '1 GB Hour', memory * factor),
  ];
  const windows = own('Standard', 'Windows Software', '1 Second', 0.000012);
  return [
    ...logicApps,
    ...pair('Standard', 1),
    windows,
    // Azure's lists have such rows beside the usual ones for other services.
    { ...windows, type: 'DevTestConsumption', dollars: 0 },
    ...(withoutSpot.has(name) ? [] : pair('Standard Spot', 0.3)),
    ...(withConfidential.has(name) ? pair('Confidential containers ACI', 1.25) : []),
    ...(withGpus.has(name) ? gpus : []),
  ];
}

const withoutSpot: ReadonlySet<string> = new Set(['eastasia']);
const withConfidential: ReadonlySet<string> = new Set(['eastus', 'northeurope', 'westeurope', 'japaneast']);
const withGpus: ReadonlySet<string> = new Set(['eastus', 'westeurope', 'westus2']);

/** Of another service, whose meters have the same names. */
const logicApps: readonly Meter[] = [
  ['vCPU', '1 Hour', 0.192],
  ['Memory', '1 GB Hour', 0.0137],
].map(([what, unit, dollars]) => ({
  service: 'Logic Apps',
  product: 'Logic Apps',
  sku: 'Standard',
  name: `Standard ${what} Duration`,
  unit: String(unit),
  dollars: Number(dollars),
}));

/** Retired in July 2025, and listed as before. */
const gpus: readonly Meter[] = ['K80', 'P100', 'V100'].flatMap((gpu, index) =>
  [
    ['vGPU', '100 Seconds', 0.03],
    ['vCPU', '100 Seconds', 0.0015],
    ['Memory', '100 GB Seconds', 0.0002],
  ].map(([what, unit, dollars]): Meter => ({
    service: 'Container Instances',
    product: 'Container Instances with GPU',
    sku: gpu,
    name: `${gpu} ${what} Duration`,
    unit: String(unit),
    dollars: Number(dollars) * (index + 1),
  })),
);

const knownPrices: Readonly<Record<string, { readonly vCpu: number; readonly memory: number }>> = {
  eastus: { vCpu: 0.0405, memory: 0.00445 },
  swedencentral: { vCpu: 0.0466, memory: 0.00511 },
  germanywestcentral: { vCpu: 0.04656, memory: 0.00511 },
};

function standardPrices(region: string): { readonly vCpu: number; readonly memory: number } {
  const factor = 1 + numberOf(region, 31) / 100;
  return knownPrices[region] ?? { vCpu: digits(0.0405 * factor), memory: digits(0.00445 * factor) };
}

/** In the order of the recorded fields. */
function row(region: Region, meter: Meter, currencyCode: string, price: number): JsonObject {
  return {
    currencyCode,
    tierMinimumUnits: 0,
    retailPrice: price,
    unitPrice: price,
    armRegionName: region.name,
    location: region.displayName,
    effectiveStartDate: '2021-06-08T00:00:00Z',
    meterId: guidOf(`${region.name} ${meter.product} ${meter.name}`),
    meterName: meter.name,
    productId: 'DZH318Z00000',
    skuId: 'DZH318Z00000/0000',
    productName: meter.product,
    skuName: meter.sku,
    serviceName: meter.service,
    serviceId: 'DZH300000000',
    serviceFamily: meter.service === 'Logic Apps' ? 'Integration' : 'Containers',
    unitOfMeasure: meter.unit,
    type: meter.type ?? 'Consumption',
    isPrimaryMeterRegion: true,
    armSkuName: '',
  };
}

/** As many as the list has. */
function digits(price: number): number {
  return Number(price.toPrecision(6));
}
