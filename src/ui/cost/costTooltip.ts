/** What a row of the tree says about the price of its groups, as Markdown. */
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import { billingPeriod, type BillingPeriod, isBillingOver, spentIn } from '../../core/cost/billingPeriod.ts';
import { type GroupCost, groupCost } from '../../core/cost/groupCost.ts';
import type { PriceList } from '../../core/cost/priceList.ts';
import type { RegionRates } from '../../core/cost/regionRates.ts';
import { isBilledNow, runningCost } from '../../core/cost/runningCost.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import { estimateNote, rateText } from './costText.ts';
import { moneyText } from './moneyText.ts';
import { groupsIn } from '../tree/folders.ts';
import type { Node } from '../tree/nodes.ts';
import { escapeMarkdown, fact, lines } from '../tree/tooltipMarkdown.ts';
import type { TreeSource } from '../tree/treeSource.ts';

export interface CostTooltipDeps {
  readonly source: TreeSource;
  readonly prices: PriceList;
  readonly cloud: CloudId;
  readonly clock: Clock;
  /** A time (ms since the epoch) in this machine's zone and language. */
  readonly localTime: (time: number) => string;
}

/** How long a tooltip waits for prices that are not known yet, in ms. */
const longestWait = 2_000;

/** '' where there is nothing to say, or the prices can't be had. */
export async function costTooltip(node: Node, deps: CostTooltipDeps): Promise<string> {
  const groups = groupsOf(node, deps.source);
  if (groups.length === 0) return '';
  if (!deps.prices.hasPrices(deps.cloud)) return fact(l10n.t('Cost'), l10n.t('no prices for this cloud'));
  const [only] = groups;
  if (node.kind === 'group' && only) {
    const rates = (await ratesOf([only.location], deps))(only.location);
    return rates ? groupText(only, rates, deps) : '';
  }
  const locations = new Set(groups.filter(isBilledNow).map(({ location }) => location));
  return sumText(groups, await ratesOf([...locations], deps));
}

function groupsOf(node: Node, source: TreeSource): readonly ContainerGroup[] {
  switch (node.kind) {
    case 'group': {
      const group = source.store.group(node.ref);
      return group ? [group] : [];
    }
    case 'folder':
      return groupsIn(node, source);
    case 'subscription': {
      const list = source.store.groups(node.subscription.id);
      return list?.kind === 'ready' ? list.value : [];
    }
    case 'container':
    case 'tenant':
    case 'message':
      return [];
  }
}

type RatesOf = (location: string) => RegionRates | undefined;

/** What is known after a moment: later, another look at the row shows it. */
async function ratesOf(
  locations: readonly string[],
  { prices, cloud, clock }: CostTooltipDeps,
): Promise<RatesOf> {
  const moment = new AbortController();
  const { signal } = moment;
  const known = new Map<string, RegionRates | undefined>();
  const asked = locations.map(async location => {
    known.set(location, await prices.rates(cloud, location, signal));
  });
  await Promise.race([Promise.allSettled(asked), clock.sleep(longestWait, signal).catch(() => undefined)]);
  moment.abort();
  return location => known.get(location);
}

function groupText(group: ContainerGroup, rates: RegionRates, { clock, localTime }: CostTooltipDeps): string {
  const cost = groupCost(group, rates);
  if (!cost) return fact(l10n.t('Cost'), l10n.t('no price is known for such a group in {0}', group.location));
  const period = billingPeriod(group);
  return lines([
    fact(l10n.t('Cost'), presentRate(group, cost)),
    period && fact(l10n.t('Spent'), spentText(period, cost, clock.now(), localTime)),
    escapeMarkdown(estimateNote()),
  ]);
}

function presentRate(group: ContainerGroup, cost: GroupCost): string {
  const rate = rateText(cost);
  if (isBilledNow(group)) return rate;
  return isBillingOver(group)
    ? l10n.t('nothing now; {0} while it runs', rate)
    : l10n.t('{0} while it runs', rate);
}

function spentText(
  period: BillingPeriod,
  { perHour, currency }: GroupCost,
  now: number,
  localTime: (time: number) => string,
): string {
  const spent = moneyText(spentIn(period, perHour, now), currency);
  const from = localTime(period.from);
  if (!period.isWhole) return l10n.t('{0} since {1}; Azure does not tell of the time before', spent, from);
  return period.until === undefined
    ? l10n.t('{0} since the start, {1}', spent, from)
    : l10n.t('{0} from {1} to {2}', spent, from, localTime(period.until));
}

function sumText(groups: readonly ContainerGroup[], rates: RatesOf): string {
  const { perHour, perMonth, currency, counted, unknown, unpriced } = runningCost(groups, rates);
  if (counted === 0 && unpriced > 0) return '';
  const isComplete = unknown === 0 && unpriced === 0;
  return lines([
    counted > 0 && currency !== undefined
      ? fact(l10n.t('Cost of what runs'), rateText({ perHour, perMonth, currency }))
      : fact(l10n.t('Cost of what runs'), isComplete ? l10n.t('nothing now') : l10n.t('not known')),
    unknown > 0
      ? escapeMarkdown(l10n.t('Not counted, because their state has not been read: {0}', unknown))
      : undefined,
    unpriced > 0
      ? escapeMarkdown(l10n.t('Not counted, because no price is known for them: {0}', unpriced))
      : undefined,
    counted > 0 ? escapeMarkdown(estimateNote()) : undefined,
  ]);
}
