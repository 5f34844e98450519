import * as l10n from '@vscode/l10n';
import { billedGroupOfBody } from '../../core/cost/billedGroup.ts';
import { groupCost } from '../../core/cost/groupCost.ts';
import type { RegionRates } from '../../core/cost/regionRates.ts';
import type { JsonObject } from '../../core/json.ts';
import { moneyText } from './moneyText.ts';

/** What an edit does to the price of a group; undefined where that stays, or is not known. */
export function costChangeText(
  before: JsonObject,
  after: JsonObject,
  rates: RegionRates | undefined,
): string | undefined {
  const perHour = (body: JsonObject) => {
    const group = billedGroupOfBody(body);
    const cost = group && rates && groupCost(group, rates);
    return cost && moneyText(cost.perHour, cost.currency);
  };
  const [from, to] = [perHour(before), perHour(after)];
  if (from === undefined || to === undefined || from === to) return undefined;
  return l10n.t('estimated cost: {0} → {1} per hour', from, to);
}
