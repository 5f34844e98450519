/** "Array functions for ARM templates" and what works on arrays, texts and objects alike (learn.microsoft.com). */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import { isEqual } from './equality.ts';
import {
  arrayOf,
  define,
  type FunctionTable,
  integerOf,
  invalidCall,
  textFrom,
  textOf,
  wrongParameter,
} from './templateFunction.ts';

export const arrayFunctions: FunctionTable = {
  array: define(1, 1, ([value = null]) => (Array.isArray(value) ? value : [value])),
  concat: define(0, Infinity, concat),
  contains: define(2, 2, contains),
  createArray: define(0, Infinity, args => [...args]),
  empty: define(1, 1, ([value], _, name) => sizeOf(value, name, true) === 0),
  first: define(1, 1, ([value], _, name) => itemAt(value, 0, name)),
  flatten: define(1, 1, (args, _, name) =>
    arrayOf(args, 0, name).flatMap(each => (Array.isArray(each) ? each : [each])),
  ),
  indexFromEnd: define(2, 2, (args, _, name) => {
    const items = arrayOf(args, 0, name);
    const found = items.at(-integerOf(args, 1, name));
    if (found === undefined) throw invalidCall(name, 'has an index that is out of bounds.');
    return found;
  }),
  indexOf: define(2, 2, (args, _, name) => find(args, name, 'first')),
  intersection: define(2, Infinity, intersection),
  last: define(1, 1, ([value], _, name) => itemAt(value, -1, name)),
  lastIndexOf: define(2, 2, (args, _, name) => find(args, name, 'last')),
  length: define(1, 1, ([value], _, name) => sizeOf(value, name, false)),
  range: define(2, 2, (args, _, name) => {
    const [start, count] = [integerOf(args, 0, name), integerOf(args, 1, name)];
    if (count < 0 || count > 10_000) {
      throw invalidCall(name, `expects a count from '0' to '10000', and '${count}' was given.`);
    }
    return Array.from({ length: count }, (_each, index) => start + index);
  }),
  skip: define(2, 2, (args, _, name) => part(args, name, count => [Math.max(0, count)])),
  take: define(2, 2, (args, _, name) => part(args, name, count => [0, Math.max(0, count)])),
  tryGet: define(2, Infinity, ([value = null, ...path]) => path.reduce<Json>(memberOrNull, value)),
  tryIndexFromEnd: define(2, 2, (args, _, name) => {
    const [value] = args;
    return Array.isArray(value) ? (value.at(-integerOf(args, 1, name)) ?? null) : null;
  }),
  union: define(1, Infinity, union),
};

function concat(args: readonly Json[], _: unknown, name: string): Json {
  if (!args.some(Array.isArray)) {
    const object = args.find(isObject);
    if (object) throw wrongParameter(name, 'strings or arrays', object);
    return args.map(textFrom).join('');
  }
  return args.flatMap(each => {
    if (Array.isArray(each)) return each;
    throw wrongParameter(name, 'all arrays, as the first is', each);
  });
}

function contains([container = null, item = null]: readonly Json[], _: unknown, name: string): boolean {
  if (Array.isArray(container)) return container.some(each => isEqual(each, item));
  if (isObject(container)) {
    const wanted = textFrom(item).toLowerCase();
    return Object.keys(container).some(key => key.toLowerCase() === wanted);
  }
  if (typeof container === 'string') return container.includes(textFrom(item));
  throw wrongParameter(name, 'an object, an array, or a string', container);
}

/** `empty` takes null, too. */
function sizeOf(value: Json | undefined, name: string, nullable: boolean): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  if (nullable && (value === null || value === undefined)) return 0;
  throw wrongParameter(name, 'an object, an array, or a string', value);
}

/** Null of an empty array, an empty text of an empty text. */
function itemAt(value: Json | undefined, index: 0 | -1, name: string): Json {
  if (typeof value === 'string') return value.at(index) ?? '';
  if (Array.isArray(value)) return value.at(index) ?? null;
  throw wrongParameter(name, 'an array or a string', value);
}

/** In texts whatever the case, in arrays with it. */
function find(args: readonly Json[], name: string, which: 'first' | 'last'): number {
  const [container, item] = args;
  if (Array.isArray(container)) {
    const isMeant = (each: Json) => isEqual(each, item);
    return which === 'first' ? container.findIndex(isMeant) : container.findLastIndex(isMeant);
  }
  const text = textOf(args, 0, name).toLowerCase();
  const wanted = textOf(args, 1, name).toLowerCase();
  return which === 'first' ? text.indexOf(wanted) : text.lastIndexOf(wanted);
}

function intersection(args: readonly Json[], _: unknown, name: string): Json {
  const [first = null, ...others] = args;
  if (Array.isArray(first)) {
    const common = first.filter(each =>
      others.every(other => Array.isArray(other) && other.some(item => isEqual(item, each))),
    );
    return distinct(common);
  }
  if (!isObject(first)) throw wrongParameter(name, 'arrays or objects', first);
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) =>
      others.every(other => isObject(other) && isEqual(other[key], value)),
    ),
  );
}

function union(args: readonly Json[], _: unknown, name: string): Json {
  if (args.every(Array.isArray)) return distinct(args.flat());
  return args.reduce<JsonObject>((all, each) => {
    if (!isObject(each)) throw wrongParameter(name, 'all arrays or all objects', each);
    return merged(all, each);
  }, {});
}

/** Objects in objects are merged, too; arrays in them are replaced. */
function merged(one: JsonObject, other: JsonObject): JsonObject {
  const all = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = all[key];
    all[key] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return all;
}

function distinct(items: readonly Json[]): Json[] {
  return items.filter((each, index) => items.findIndex(other => isEqual(other, each)) === index);
}

function part(args: readonly Json[], name: string, range: (count: number) => [number, number?]): Json {
  const [value] = args;
  const [from, to] = range(integerOf(args, 1, name));
  if (typeof value === 'string' || Array.isArray(value)) return value.slice(from, to);
  throw wrongParameter(name, 'an array or a string', value);
}

function memberOrNull(of: Json, name: Json): Json {
  if (Array.isArray(of)) return of[Number(name)] ?? null;
  if (!isObject(of)) return null;
  const wanted = textFrom(name).toLowerCase();
  const key = Object.keys(of).find(each => each.toLowerCase() === wanted);
  return key === undefined ? null : (of[key] ?? null);
}
