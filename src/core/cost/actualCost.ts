/** What a resource group really costs, as Cost Management has it from the bill. */

/** What one resource has cost on one day. */
export interface ActualCostItem {
  /** A day in UTC: `2026-11-29`. The newest ones are not complete: usage arrives hours later. */
  readonly day: string;
  /** The ARM id as Cost Management writes it, mostly in lower case; '' for what belongs to none. */
  readonly resourceId: string;
  readonly cost: number;
  /** `USD`. */
  readonly currency: string;
}

export interface ActualCostSum {
  readonly cost: number;
  readonly currency: string;
}

export interface ActualCosts {
  /** One for each currency: nearly always one. */
  readonly totals: readonly ActualCostSum[];
  /** The oldest day first. */
  readonly days: readonly (ActualCostSum & { readonly day: string })[];
  /** The dearest first. */
  readonly resources: readonly (ActualCostSum & { readonly resourceId: string })[];
}

export function sumActualCosts(items: readonly ActualCostItem[]): ActualCosts {
  const sums = (key: 'currency' | 'day' | 'resourceId') => {
    const found = new Map<string, ActualCostItem>();
    for (const item of items) {
      const id = `${item[key].toLowerCase()} ${item.currency}`;
      found.set(id, { ...item, cost: (found.get(id)?.cost ?? 0) + item.cost });
    }
    return [...found.values()];
  };
  return {
    totals: sums('currency').map(({ cost, currency }) => ({ cost, currency })),
    days: sums('day')
      .map(({ day, cost, currency }) => ({ day, cost, currency }))
      .sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day))),
    resources: sums('resourceId')
      .map(({ resourceId, cost, currency }) => ({ resourceId, cost, currency }))
      .sort((a, b) => b.cost - a.cost),
  };
}
