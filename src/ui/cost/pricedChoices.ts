import type { PriceList } from '../../core/cost/priceList.ts';
import type { RegionRates } from '../../core/cost/regionRates.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { Choice, PickQuestion } from '../shared/wizard.ts';

/** What wizards need of the price list. */
export type KnownPrices = Pick<PriceList, 'rates' | 'knownRates'>;

/**
 * Choices that say what they cost in a place: at once where its prices are known, and else as soon as they have come.
 * `choices` has to answer the same ones without prices.
 */
export function pricedChoices<T>(
  prices: KnownPrices,
  cloud: CloudId,
  location: string | undefined,
  choices: (rates: RegionRates | undefined) => readonly Choice<T>[],
): Required<Pick<PickQuestion<T>, 'choices'>> & Pick<PickQuestion<T>, 'fillIn'> {
  if (location === undefined) return { choices: choices(undefined) };
  const known = prices.knownRates(cloud, location);
  if (known) return { choices: choices(known) };
  return {
    choices: choices(undefined),
    fillIn: async signal => choices(await prices.rates(cloud, location, signal)),
  };
}
