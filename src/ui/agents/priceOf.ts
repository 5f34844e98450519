import { type BilledGroup, type GroupCost, groupCost } from '../../core/cost/groupCost.ts';
import type { RegionRates } from '../../core/cost/regionRates.ts';
import { isAbort } from '../../core/errors.ts';
import type { OperationDeps } from './operationDeps.ts';

/** The prices of a place; undefined where they are not known. A price stops nobody. */
export async function ratesOf(
  { prices, cloud }: Pick<OperationDeps, 'prices' | 'cloud'>,
  location: string,
  signal: AbortSignal,
): Promise<RegionRates | undefined> {
  try {
    return await prices.rates(cloud, location, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (isAbort(error)) throw error;
    return undefined;
  }
}

/** What the group costs while it runs; undefined where that is not known. */
export async function priceOf(
  deps: Pick<OperationDeps, 'prices' | 'cloud'>,
  location: string,
  group: BilledGroup | undefined,
  signal: AbortSignal,
): Promise<GroupCost | undefined> {
  const rates = group && (await ratesOf(deps, location, signal));
  return group && rates && groupCost(group, rates);
}
