/** `$filter` of the Retail Prices API, as far as `eq` and `and` go. */
import type { JsonObject } from '../json.ts';

/** Whether a row fits; undefined for a filter of another form. Values compare with case, since 2023-01-01-preview. */
export function readPriceFilter(filter: string | null): ((row: JsonObject) => boolean) | undefined {
  if (filter === null || filter.trim() === '') return () => true;
  const comparisons: { readonly field: string; readonly value: string }[] = [];
  // Anchored to where the last one ended, so that nothing between two is passed over.
  const comparison = /\s*(\w+) eq '((?:[^']|'')*)'\s*(and\b|$)/y;
  let more = true;
  while (more) {
    const found = comparison.exec(filter);
    if (!found) return undefined;
    const [, field = '', value = '', joint] = found;
    // The field is called `type` in rows.
    comparisons.push({ field: field === 'priceType' ? 'type' : field, value: value.replaceAll("''", "'") });
    more = joint === 'and';
  }
  return row => comparisons.every(({ field, value }) => row[field] === value);
}
