/** What the group of a draft would cost. */
import { billedGroupOfBody } from '../../core/cost/billedGroup.ts';
import { type GroupCost, groupCost } from '../../core/cost/groupCost.ts';
import type { RegionRates } from '../../core/cost/regionRates.ts';
import { likelyOsType } from '../../core/rules/image.ts';
import type { Size } from '../../core/rules/size.ts';
import type { CreateDraft } from './createDraft.ts';

/** With that size for its first container; a copy has the others of its original, too. Undefined without a price. */
export function draftCost(
  { base, osType, image = '' }: CreateDraft,
  size: Size,
  rates: RegionRates | undefined,
): GroupCost | undefined {
  const original = base ? billedGroupOfBody(base.body) : undefined;
  if (!rates || (base && !original)) return undefined;
  const { sku = 'Standard', priority = 'Regular', containers = [] } = original ?? {};
  const [, ...others] = containers;
  return groupCost(
    { osType: osType ?? likelyOsType(image), sku, priority, containers: [size, ...others] },
    rates,
  );
}
