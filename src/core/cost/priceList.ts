/** Azure's price list: asked for a region when something shows a price, and kept for a day. */
import { waitUnlessAborted } from '../abortableWait.ts';
import type { Clock } from '../clock.ts';
import {
  priceRegion,
  type PriceRow,
  type RegionRates,
  regionRates,
  type ResourceRates,
} from './regionRates.ts';
import { asNumber, asObject, isObject, type Json, type JsonObject } from '../json.ts';
import type { CloudId } from '../model/cloud.ts';
import { neverAborts } from '../neverAborts.ts';

/** A list of prices on the network, in one currency. `src/azure` fulfils it. */
export interface PriceSource {
  /** `https://prices.azure.com`. */
  readonly endpoint: string;
  /** `USD`. */
  readonly currency: string;
  /** Rows for container instances in a region. Throws `AciError`. */
  rows(region: string, signal: AbortSignal): Promise<readonly PriceRow[]>;
}

/** Where prices are kept between windows. */
export interface PriceStorage {
  read(): Json | undefined;
  /** What is given is JSON. */
  write(kept: object): PromiseLike<void>;
}

export interface PriceList {
  /** Whether there is a price list for the cloud. */
  hasPrices(cloud: CloudId): boolean;
  /**
   * The prices of a place (`westeurope` or `West Europe`); undefined where the cloud has no price list.
   * Throws `AciError`, or the signal's reason when it aborts.
   */
  rates(cloud: CloudId, location: string, signal: AbortSignal): Promise<RegionRates | undefined>;
  /** The same from what is kept, without asking anybody; undefined also where nothing is. */
  knownRates(cloud: CloudId, location: string): RegionRates | undefined;
}

interface PriceListDeps {
  readonly clock: Clock;
  readonly storage: PriceStorage;
  /** As the settings are now. Undefined: the cloud has no price list. */
  readonly source: (cloud: CloudId) => PriceSource | undefined;
}

/** How long prices hold, in ms: they change with the month, if at all. */
const keptFor = 24 * 3_600_000;
/** A list that could not be had isn't asked for again for so long, in ms: tooltips are shown by the dozen. */
const failedFor = 5 * 60_000;

interface Request {
  readonly answer: Promise<RegionRates>;
  /** Undefined while it is under way or has come to something. */
  failedAt: number | undefined;
}

export function createPriceList({ clock, storage, source }: PriceListDeps): PriceList {
  /** By source and region. */
  const requests = new Map<string, Request>();

  function known(from: PriceSource, region: string): RegionRates | undefined {
    const kept = asObject(asObject(storage.read())[keyOf(from, region)]);
    return isFresh(kept) ? readRates(kept, region, from.currency) : undefined;
  }

  function isFresh(kept: JsonObject): boolean {
    const age = clock.now() - (asNumber(kept['readAt']) ?? -Infinity);
    return age >= 0 && age < keptFor;
  }

  async function ask(from: PriceSource, region: string): Promise<RegionRates> {
    // Whoever gives up waiting doesn't end it: others may wait, too, and the next one to ask will.
    const rows = await from.rows(region, neverAborts());
    const rates = regionRates(rows, region, from.currency);
    const kept = Object.entries(asObject(storage.read())).filter(
      ([, value]) => isObject(value) && isFresh(value),
    );
    await storage.write({
      ...Object.fromEntries(kept),
      [keyOf(from, region)]: { readAt: clock.now(), ...rates },
    });
    return rates;
  }

  function request(from: PriceSource, region: string): Request {
    const key = keyOf(from, region);
    const before = requests.get(key);
    const isOver = before?.failedAt !== undefined && clock.now() - before.failedAt >= failedFor;
    if (before && !isOver) return before;
    const made: Request = { answer: ask(from, region), failedAt: undefined };
    requests.set(key, made);
    made.answer.then(
      () => requests.delete(key),
      () => (made.failedAt = clock.now()),
    );
    return made;
  }

  return {
    hasPrices: cloud => source(cloud) !== undefined,
    async rates(cloud, location, signal) {
      const from = source(cloud);
      if (!from) return undefined;
      const region = priceRegion(location);
      return known(from, region) ?? (await waitUnlessAborted(request(from, region).answer, signal));
    },
    knownRates(cloud, location) {
      const from = source(cloud);
      return from && known(from, priceRegion(location));
    },
  };
}

function keyOf({ endpoint, currency }: PriceSource, region: string): string {
  return `${endpoint} ${currency} ${region}`;
}

/** What was kept may be of another version, or damaged: what makes no sense is no price. */
function readRates(kept: JsonObject, region: string, currency: string): RegionRates {
  const resources = (key: string): ResourceRates | undefined => {
    const { vCpuHour, gbHour } = asObject(kept[key]);
    const [vCpu, gb] = [asNumber(vCpuHour), asNumber(gbHour)];
    return vCpu === undefined || gb === undefined ? undefined : { vCpuHour: vCpu, gbHour: gb };
  };
  const standard = resources('standard');
  const spot = resources('spot');
  const confidential = resources('confidential');
  const windowsVCpuHour = asNumber(kept['windowsVCpuHour']);
  return {
    region,
    currency,
    ...(standard && { standard }),
    ...(spot && { spot }),
    ...(confidential && { confidential }),
    ...(windowsVCpuHour !== undefined && { windowsVCpuHour }),
  };
}
