/** "Array functions for ARM templates" (learn.microsoft.com), those that take texts as well included. */
import { isList, isObject, type Json } from '../../json.ts';
import { ownKey } from '../memberAccess.ts';
import { asPlainText, type Functions, isInteger, isSimple, isText, isEqual } from './templateFunction.ts';
import { union, intersection } from './merge.ts';

/** ARM's own limit for `range`. */
const longestRange = 10_000;

export const arrayFunctions: Functions = {
  array: ([value, ...rest]) =>
    value === undefined || rest.length > 0 ? undefined : isList(value) ? value : [value],
  concat,
  contains: ([container, item, ...rest]) =>
    container === undefined || item === undefined || rest.length > 0 ? undefined : contains(container, item),
  createarray: args => args,
  empty: ([value, ...rest]) => {
    if (rest.length > 0 || value === undefined) return undefined;
    if (value === null) return true;
    const size = sizeOf(value);
    return size === undefined ? undefined : size === 0;
  },
  first: ([value]) => itemAt(value, 0),
  flatten: ([lists, ...rest]) =>
    isList(lists) && lists.every(isList) && rest.length === 0 ? joined(lists) : undefined,
  indexfromend: ([list, back]) =>
    isList(list) && isInteger(back) && back > 0 ? list[list.length - back] : undefined,
  indexof: ([within, wanted]) => position(within, wanted, false),
  intersection,
  last: ([value]) => itemAt(value, -1),
  lastindexof: ([within, wanted]) => position(within, wanted, true),
  length: ([value, ...rest]) => (rest.length === 0 ? sizeOf(value) : undefined),
  max: args => extreme(args, Math.max),
  min: args => extreme(args, Math.min),
  range: ([start, count]) =>
    isInteger(start) && isInteger(count) && count >= 0 && count <= longestRange
      ? Array.from({ length: count }, (_, index) => start + index)
      : undefined,
  skip: ([value, count]) => part(value, count, (from, whole) => whole.slice(Math.max(from, 0))),
  take: ([value, count]) => part(value, count, (to, whole) => whole.slice(0, Math.max(to, 0))),
  tryindexfromend: ([list, back]) =>
    isList(list) && isInteger(back) ? ((back > 0 ? list[list.length - back] : undefined) ?? null) : undefined,
  union,
};

/** `flat` takes ten times as long, and so many arguments as there may be lists no function takes. */
function joined(lists: readonly (readonly Json[])[]): readonly Json[] {
  const all: Json[] = [];
  for (const list of lists) for (const item of list) all.push(item);
  return all;
}

/** Lists become one list, anything else one text. */
function concat(args: readonly Json[]): Json | undefined {
  if (args.length === 0) return undefined;
  if (args.every(isList)) return joined(args);
  return args.every(isSimple) ? args.map(asPlainText).join('') : undefined;
}

function contains(container: Json, item: Json): boolean | undefined {
  if (isText(container)) return isSimple(item) ? container.includes(asPlainText(item)) : undefined;
  if (isList(container)) return container.some(one => isEqual(one, item));
  if (!isObject(container) || !isSimple(item)) return undefined;
  return ownKey(container, asPlainText(item)) !== undefined;
}

function sizeOf(value: Json | undefined): number | undefined {
  if (isText(value) || isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

/** ARM gives '' for an empty text, and null for an empty list. */
function itemAt(value: Json | undefined, index: number): Json | undefined {
  if (isText(value)) return value.at(index) ?? '';
  return isList(value) ? (value.at(index) ?? null) : undefined;
}

/** In a text without case, in a list with it. */
function position(within: Json | undefined, wanted: Json | undefined, isLast: boolean): number | undefined {
  if (isText(within) && isText(wanted)) {
    const [text, part] = [within.toLowerCase(), wanted.toLowerCase()];
    return isLast ? text.lastIndexOf(part) : text.indexOf(part);
  }
  if (!isList(within) || wanted === undefined) return undefined;
  const isWanted = (item: Json) => isEqual(item, wanted);
  return isLast ? within.findLastIndex(isWanted) : within.findIndex(isWanted);
}

function extreme(args: readonly Json[], choose: (...values: number[]) => number): number | undefined {
  const [first] = args;
  const numbers = args.length === 1 && isList(first) ? first : args;
  return numbers.length > 0 && numbers.every(isInteger)
    ? numbers.reduce((one, other) => choose(one, other))
    : undefined;
}

function part(
  value: Json | undefined,
  count: Json | undefined,
  cut: (count: number, whole: string | readonly Json[]) => string | readonly Json[],
): Json | undefined {
  return (isText(value) || isList(value)) && isInteger(count) ? cut(count, value) : undefined;
}
