/** `$filter` of Microsoft Graph, as far as `startswith` and `or` go. */
import type { JsonObject } from '../json.ts';

/** Whether an object fits; undefined for a filter of another form. */
export function readFilter(filter: string | null): ((body: JsonObject) => boolean) | undefined {
  if (filter === null) return () => true;
  const one = /startswith\((\w+), ?'((?:[^']|'')*)'\)/gi;
  const conditions = [...filter.matchAll(one)].map(([, property = '', begin = '']) => ({
    property,
    // A quote is doubled (OData 4.01, §5.1.1.6.1).
    begin: begin.replaceAll("''", "'").toLowerCase(),
  }));
  const rest = filter.replaceAll(one, '').replaceAll(/\bor\b/gi, '');
  if (rest.trim() !== '' || conditions.length === 0) return undefined;
  return body =>
    conditions.some(({ property, begin }) => {
      const value = body[property];
      return typeof value === 'string' && value.toLowerCase().startsWith(begin);
    });
}
