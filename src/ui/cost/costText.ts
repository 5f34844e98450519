/** Prices in words. All of them are estimates, and whoever shows one says of what (`estimateNote`). */
import * as l10n from '@vscode/l10n';
import type { GroupCost } from '../../core/cost/groupCost.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';

/**
 * `$34.44`, and `$0.0472` for less than a unit: prices of an hour are some cents, and differ in parts of a cent.
 * `locale`: the language of the texts, where none is given.
 */
export function moneyText(amount: number, currency: string, locale = languageOfTexts()): string {
  const style = { style: 'currency', currency } as const;
  if (amount >= 1 || amount === 0) return new Intl.NumberFormat(locale, style).format(amount);
  const digits = amount < 0.0001 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 4 };
  return new Intl.NumberFormat(locale, { ...style, ...digits }).format(amount);
}

/** `$0.0472 per hour, $34.44 per month`. */
export function rateText({ perHour, perMonth, currency }: Omit<GroupCost, 'size'>): string {
  return l10n.t('{0} per hour, {1} per month', moneyText(perHour, currency), moneyText(perMonth, currency));
}

/** What an estimate is of, and what not. */
export function estimateNote(): string {
  return l10n.t('Estimate: vCPUs, memory and Windows at list price; no discounts, network or storage.');
}
