/** What a resource group has cost this month, and what its container groups are estimated to cost, as data. */
import type { AzureApi } from '../../../core/azureApi.ts';
import type { Clock } from '../../../core/clock.ts';
import { type ActualCosts, sumActualCosts } from '../../../core/cost/actualCost.ts';
import { type CostReport, costReport } from '../../../core/cost/costReport.ts';
import type { PriceList } from '../../../core/cost/priceList.ts';
import type { GroupStore } from '../../../core/store/groupStore.ts';
import { loadedItems } from '../../../core/store/loadable.ts';

export interface ReadActualCostDeps {
  readonly aci: Pick<AzureApi, 'actualCosts'>;
  readonly store: Pick<GroupStore, 'groups'>;
  readonly prices: Pick<PriceList, 'rates'>;
  readonly clock: Clock;
}

export interface ResourceGroupRef {
  readonly subscriptionId: string;
  readonly name: string;
}

/** Throws `AciError`: `forbidden` where the account may not read costs. */
export async function readActualCost(
  { aci, store, prices, clock }: ReadActualCostDeps,
  { subscriptionId, name }: ResourceGroupRef,
  signal: AbortSignal,
): Promise<{ readonly costs: ActualCosts; readonly estimate: CostReport }> {
  const groups = loadedItems(store.groups(subscriptionId)).filter(
    ({ ref }) => ref.resourceGroup.toLowerCase() === name.toLowerCase(),
  );
  const [items, estimate] = await Promise.all([
    aci.actualCosts(subscriptionId, name, signal),
    costReport(groups, { prices, now: clock.now() }, AbortSignal.any([signal])),
  ]);
  return { costs: sumActualCosts(items), estimate };
}
