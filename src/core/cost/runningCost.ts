/** What a number of groups cost together while they run. */
import type { ContainerGroup } from '../model/containerGroup.ts';
import { groupState } from '../model/groupState.ts';
import { billingPeriod, isBillingOver } from './billingPeriod.ts';
import { groupCost, hoursPerMonth } from './groupCost.ts';
import type { RegionRates } from './regionRates.ts';

/** What a sum has to know of a group. */
export interface CostItem {
  /** Undefined where the state of the group is not known: Azure's lists don't tell it. */
  readonly isBilled: boolean | undefined;
  /** While it runs; undefined where no price is known. */
  readonly perHour: number | undefined;
}

export interface CostSum {
  /** Of the groups that are billed now. */
  readonly perHour: number;
  readonly perMonth: number;
  /** Groups that are counted. */
  readonly counted: number;
  /** Groups whose state is not known. */
  readonly unknown: number;
  /** Groups that run and that there is no price for. */
  readonly unpriced: number;
}

export interface RunningCost extends CostSum {
  /** `USD`. Undefined where nothing is counted. */
  readonly currency: string | undefined;
}

export function sumOfCosts(items: Iterable<CostItem>): CostSum {
  let perHour = 0;
  let counted = 0;
  let unknown = 0;
  let unpriced = 0;
  for (const item of items) {
    if (item.isBilled === undefined) unknown++;
    else if (item.isBilled && item.perHour === undefined) unpriced++;
    else if (item.isBilled) {
      perHour += item.perHour ?? 0;
      counted++;
    }
  }
  return { perHour, perMonth: perHour * hoursPerMonth, counted, unknown, unpriced };
}

/** Whether the group is known to be billed now: one that is on its way up is from its first pull on. */
export function isBilledNow(group: ContainerGroup): boolean {
  const state = groupState(group);
  if (state === 'unknown' || isBillingOver(group)) return false;
  return state !== 'pending' || billingPeriod(group) !== undefined;
}

/** `ratesOf`: the prices of a location, undefined where they can't be had. All of them are in one currency. */
export function runningCost(
  groups: readonly ContainerGroup[],
  ratesOf: (location: string) => RegionRates | undefined,
): RunningCost {
  let currency: string | undefined;
  const items = groups.map((group): CostItem => {
    const isBilled = groupState(group) === 'unknown' ? undefined : isBilledNow(group);
    const rates = isBilled ? ratesOf(group.location) : undefined;
    const cost = rates && groupCost(group, rates);
    currency ??= cost?.currency;
    return { isBilled, perHour: cost?.perHour };
  });
  return { ...sumOfCosts(items), currency };
}
