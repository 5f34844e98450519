/** What container instances cost in one region, picked from the rows of Azure's price list (docs/azure-facts.md, "Prices"). */

/** A row of the Retail Prices API, as far as it matters here. */
export interface PriceRow {
  readonly serviceName: string;
  readonly productName: string;
  readonly skuName: string;
  readonly meterName: string;
  readonly armRegionName: string;
  /** `Consumption`, `DevTestConsumption`, `Reservation`. */
  readonly type: string;
  /** `1 Hour`, `1 GB Hour`, `1 Second`, `100 Seconds`. */
  readonly unitOfMeasure: string;
  readonly currencyCode: string;
  /** Without anybody's discount, for one unit; undefined where the row has none. */
  readonly retailPrice: number | undefined;
}

/** Prices for one hour, in the currency of `RegionRates`. */
export interface ResourceRates {
  readonly vCpuHour: number;
  readonly gbHour: number;
}

/** A price that the list doesn't have, or has more than one of, is absent: never 0. */
export interface RegionRates {
  /** `westeurope`. */
  readonly region: string;
  /** `USD`. */
  readonly currency: string;
  readonly standard?: ResourceRates;
  readonly spot?: ResourceRates;
  readonly confidential?: ResourceRates;
  /** What Windows costs besides, for each vCPU. */
  readonly windowsVCpuHour?: number;
}

/** `West Europe` and `westeurope` are one place to ARM; the price list knows the second only. */
export function priceRegion(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}

/** Hours in one of what a row's price is for. */
const unitHours: Readonly<Record<string, number>> = {
  '1 Hour': 1,
  '1 Second': 1 / 3600,
  '100 Seconds': 100 / 3600,
};
const gigabyteHours: Readonly<Record<string, number>> = {
  '1 GB Hour': 1,
  '1 GB Second': 1 / 3600,
  '100 GB Seconds': 100 / 3600,
};

/** The region's prices out of any rows: those of other services, regions, currencies and kinds are passed over. */
export function regionRates(rows: readonly PriceRow[], region: string, currency: string): RegionRates {
  const own = rows.filter(
    row =>
      // Logic Apps has a "Standard vCPU Duration" of its own, and GPUs are another product.
      row.serviceName === 'Container Instances' &&
      row.productName === 'Container Instances' &&
      row.type === 'Consumption' &&
      row.armRegionName === region &&
      row.currencyCode === currency,
  );
  /** The exact names: "contains vCPU" would find Spot and Confidential, too. */
  const price = (skuName: string, meterName: string, units: typeof unitHours) => {
    const found = own.filter(row => row.skuName === skuName && row.meterName === meterName);
    const hourly = new Set(
      found.map(({ retailPrice = 0, unitOfMeasure }) => {
        const hours = units[unitOfMeasure];
        return hours === undefined ? undefined : retailPrice / hours;
      }),
    );
    const [only] = hourly;
    return hourly.size === 1 && only !== undefined && only > 0 ? only : undefined;
  };
  const resources = (skuName: string): ResourceRates | undefined => {
    const vCpuHour = price(skuName, `${skuName} vCPU Duration`, unitHours);
    const gbHour = price(skuName, `${skuName} Memory Duration`, gigabyteHours);
    return vCpuHour === undefined || gbHour === undefined ? undefined : { vCpuHour, gbHour };
  };
  const standard = resources('Standard');
  const spot = resources('Standard Spot');
  const confidential = resources('Confidential containers ACI');
  const windowsVCpuHour = price('Standard', 'Standard Windows Software Duration', unitHours);
  return {
    region,
    currency,
    ...(standard && { standard }),
    ...(spot && { spot }),
    ...(confidential && { confidential }),
    ...(windowsVCpuHour !== undefined && { windowsVCpuHour }),
  };
}
