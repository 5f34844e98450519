/** Amounts of money in words. Without translations: pages use this, too. */
import { numberFormat } from '../shared/keptFormats.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';

/**
 * `$34.44`, and `$0.0472` for less than a unit: prices of an hour are some cents, and differ in parts of a cent.
 * `currency` is a code of ISO 4217; `locale` the language of the texts, where none is given.
 */
export function moneyText(amount: number, currency: string, locale = languageOfTexts()): string {
  if (amount >= 1 || amount === 0) return formatter(currency, locale, 'units').format(amount);
  return formatter(currency, locale, amount < 0.0001 ? 'tiny' : 'cents').format(amount);
}

const digits = {
  units: {},
  cents: { maximumFractionDigits: 4 },
  tiny: { maximumSignificantDigits: 2 },
} as const;

function formatter(currency: string, locale: string, size: keyof typeof digits): Intl.NumberFormat {
  return numberFormat(locale, { style: 'currency', currency, ...digits[size] });
}
