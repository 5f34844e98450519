/** What a number of groups cost together while they run. */
import { billingPeriod, isBillingOver } from './billingPeriod.ts';
import { groupCost, hoursPerMonth } from './groupCost.ts';
import type { RegionRates } from './regionRates.ts';
import type { ContainerGroup } from '../model/containerGroup.ts';
import { groupState } from '../model/groupState.ts';

export interface RunningCost {
  readonly perHour: number;
  readonly perMonth: number;
  /** Undefined where nothing is counted. */
  readonly currency: string | undefined;
  /** Groups that are counted. */
  readonly counted: number;
  /** Groups whose state is not known: Azure's lists don't tell it. */
  readonly unknown: number;
  /** Groups that run and that there is no price for. */
  readonly unpriced: number;
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
  let perHour = 0;
  let currency: string | undefined;
  let counted = 0;
  let unpriced = 0;
  const running = groups.filter(isBilledNow);
  for (const group of running) {
    const rates = ratesOf(group.location);
    const cost = rates && groupCost(group, rates);
    if (cost) {
      perHour += cost.perHour;
      currency = cost.currency;
      counted++;
    } else unpriced++;
  }
  const unknown = groups.filter(group => groupState(group) === 'unknown').length;
  return { perHour, perMonth: perHour * hoursPerMonth, currency, counted, unknown, unpriced };
}
