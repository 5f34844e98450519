/** `$filter` of ARM's lists (OData, as far as comparisons with `and` and `or` go). */
import { gatewayError } from '../armError.ts';
import type { JsonObject } from '../../json.ts';

export interface Comparison {
  /** The property's name in lower case: `resourcetype`. */
  readonly property: string;
  readonly operator: 'eq' | 'ne' | 'ge' | 'gt' | 'le' | 'lt' | 'contains' | 'startswith';
  readonly value: string;
}

/** One of these lists has to hold, and everything of that list. */
export type Filter = readonly (readonly Comparison[])[];

const quotedText = String.raw`'((?:[^']|'')*)'`;
const comparison = new RegExp(String.raw`^([\w/]+) (eq|ne|ge|gt|le|lt) (?:${quotedText}|([\w:.+-]+))$`, 'i');
const substring = new RegExp(String.raw`^substringof\(${quotedText}, ?([\w/]+)\)$`, 'i');
const start = new RegExp(String.raw`^startswith\(([\w/]+), ?${quotedText}\)$`, 'i');

/**
 * Reads a filter; an empty one matches everything.
 * @throws ArmError 400 `InvalidFilterInQueryString` for one of another form.
 */
export function readFilter(filter: string | null): Filter {
  const text = filter?.trim() ?? '';
  if (text === '') return [[]];
  return split(text, 'or').map(all => split(all, 'and').map(each => readComparison(each, text)));
}

function readComparison(written: string, filter: string): Comparison {
  const given = written.trim().replace(/^\((.*)\)$/, '$1');
  const [, property = '', operator = '', quoted, bare = ''] = comparison.exec(given) ?? [];
  if (property !== '') {
    const is = operator.toLowerCase() as Comparison['operator'];
    return { property: property.toLowerCase(), operator: is, value: unquoted(quoted ?? bare) };
  }
  const [, part, whole] = substring.exec(given) ?? [];
  if (part !== undefined && whole !== undefined) {
    return { property: whole.toLowerCase(), operator: 'contains', value: unquoted(part) };
  }
  const [, beginning, prefix] = start.exec(given) ?? [];
  if (beginning !== undefined && prefix !== undefined) {
    return { property: beginning.toLowerCase(), operator: 'startswith', value: unquoted(prefix) };
  }
  const message = `Invalid $filter '${filter}' specified in the query string.`;
  throw gatewayError(400, 'InvalidFilterInQueryString', message);
}

/** Whether a text matches a comparison. Case doesn't matter. */
export function matchesComparison({ operator, value }: Comparison, given: string): boolean {
  const [one, other] = [given.toLowerCase(), value.toLowerCase()];
  switch (operator) {
    case 'eq':
      return one === other;
    case 'ne':
      return one !== other;
    case 'contains':
      return one.includes(other);
    case 'startswith':
      return one.startsWith(other);
    case 'ge':
      return one >= other;
    case 'gt':
      return one > other;
    case 'le':
      return one <= other;
    case 'lt':
      return one < other;
  }
}

/** Whether any of the tags matches a comparison of `tagName` or `tagValue`; true for other comparisons. */
export function matchesTags(tags: JsonObject, comparison: Comparison): boolean {
  if (comparison.property === 'tagname')
    return Object.keys(tags).some(name => matchesComparison(comparison, name));
  if (comparison.property !== 'tagvalue') return true;
  return Object.values(tags).some(value => typeof value === 'string' && matchesComparison(comparison, value));
}

/** A time in ms since the epoch, NaN for none; without a zone it is UTC. */
export function readTime(time: string): number {
  return Date.parse(/z$|[+-]\d\d:?\d\d$/i.test(time) ? time : `${time}Z`);
}

/** Splits at a word outside of quotes. */
function split(filter: string, word: string): string[] {
  const parts = [''];
  for (const piece of filter.split(new RegExp(`('(?:[^']|'')*'| ${word} )`, 'i'))) {
    if (piece.trim().toLowerCase() === word) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts;
}

function unquoted(value: string): string {
  return value.replaceAll("''", "'");
}
