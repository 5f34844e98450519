/** What is known of the costs of a container group, as data: for a page, and for programs that ask. */
import type { ContainerGroup, GroupRef } from '../model/containerGroup.ts';
import { type GroupState, groupState } from '../model/groupState.ts';
import { type BillingPeriod, billingPeriod, spentIn } from './billingPeriod.ts';
import { type GroupCost, groupCost } from './groupCost.ts';
import type { PriceList } from './priceList.ts';
import type { RegionRates } from './regionRates.ts';
import { isBilledNow, type RunningCost, sumOfCosts } from './runningCost.ts';

/** Why a group that is billed may be of no use. */
export type Waste =
  /** Its containers crash again and again. */
  | { readonly kind: 'crashLooping' }
  /** It has written no line since then (ms since the epoch). */
  | { readonly kind: 'silent'; readonly since: number };

export interface GroupCostReport {
  readonly ref: GroupRef;
  readonly location: string;
  /** `unknown` where it has only been listed: Azure's lists tell no state. */
  readonly state: GroupState;
  /** Undefined where the state is not known. */
  readonly isBilled: boolean | undefined;
  /** What it costs while it runs, an estimate; undefined where no price is known. */
  readonly cost: GroupCost | undefined;
  /** Since the start, or for the last run; undefined where Azure tells of no start. */
  readonly period: BillingPeriod | undefined;
  /** What was spent in `period`. */
  readonly spent: number | undefined;
  readonly waste: Waste | undefined;
}

/** How long a group that runs may write nothing before that is called waste, in ms. */
const silentFor = 24 * 3_600_000;

export interface CostKnowledge {
  /** Undefined where the cloud has no prices, or they can't be had. */
  readonly rates: RegionRates | undefined;
  /** ms since the epoch. */
  readonly now: number;
  /** When the group's log was written to last (ms since the epoch), where somebody has read it. */
  readonly lastLineAt?: number | undefined;
}

export function groupCostReport(
  group: ContainerGroup,
  { rates, now, lastLineAt }: CostKnowledge,
): GroupCostReport {
  const state = groupState(group);
  const isBilled = state === 'unknown' ? undefined : isBilledNow(group);
  const cost = rates && groupCost(group, rates);
  const period = state === 'unknown' ? undefined : billingPeriod(group);
  return {
    ref: group.ref,
    location: group.location,
    state,
    isBilled,
    cost,
    period,
    spent: cost && period && spentIn(period, cost.perHour, now),
    waste: isBilled ? wasteOf(state, now, lastLineAt) : undefined,
  };
}

function wasteOf(state: GroupState, now: number, lastLineAt: number | undefined): Waste | undefined {
  if (state === 'crashLooping') return { kind: 'crashLooping' };
  return state === 'running' && lastLineAt !== undefined && now - lastLineAt >= silentFor
    ? { kind: 'silent', since: lastLineAt }
    : undefined;
}

/** What several groups cost: each of them, and those that are billed now together. */
export interface CostReport {
  readonly groups: readonly GroupCostReport[];
  readonly running: RunningCost;
}

/**
 * The costs of groups of one cloud, with the prices of their locations: these are asked for, unless they are known.
 * A location whose prices can't be had leaves its groups without a price. Throws the signal's reason when it aborts.
 */
export async function costReport(
  groups: readonly ContainerGroup[],
  { prices, now }: { readonly prices: Pick<PriceList, 'rates'>; readonly now: number },
  signal: AbortSignal,
): Promise<CostReport> {
  const places = new Map(
    groups.map(({ ref: { cloud }, location }) => [`${cloud} ${location}`, { cloud, location }]),
  );
  const rates = new Map<string, RegionRates | undefined>();
  const reads = [...places].map(async ([key, { cloud, location }]) => {
    rates.set(key, await prices.rates(cloud, location, signal));
  });
  await Promise.allSettled(reads);
  signal.throwIfAborted();
  const reports = groups.map(group =>
    groupCostReport(group, { rates: rates.get(`${group.ref.cloud} ${group.location}`), now }),
  );
  const items = reports.map(({ isBilled, cost }) => ({ isBilled, perHour: cost?.perHour }));
  const currency = reports.find(({ isBilled, cost }) => isBilled && cost)?.cost?.currency;
  return { groups: reports, running: { ...sumOfCosts(items), currency } };
}
