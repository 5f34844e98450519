/** Prices in words. All of them are estimates, and whoever shows one says of what (`estimateNote`). */
import * as l10n from '@vscode/l10n';
import type { GroupCost } from '../../core/cost/groupCost.ts';
import { moneyText } from './moneyText.ts';

/** `$0.0472 per hour, $34.44 per month`. */
export function rateText({ perHour, perMonth, currency }: Omit<GroupCost, 'size'>): string {
  return l10n.t('{0} per hour, {1} per month', moneyText(perHour, currency), moneyText(perMonth, currency));
}

/** The same in few words: above a list's choices there is room for no more. */
export function listPriceNote(): string {
  return l10n.t('estimates at list price');
}

/** What an estimate is of, and what not. */
export function estimateNote(): string {
  return l10n.t('Estimate: vCPUs, memory and Windows at list price; no discounts, network or storage.');
}
