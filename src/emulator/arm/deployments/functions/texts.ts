/** "String functions for ARM templates" (learn.microsoft.com). */
import { randomUUID } from 'node:crypto';
import { isObject, type Json } from '../../../json.ts';
import { ExpressionError, functionsHelp } from '../language/expressionError.ts';
import type { Scope } from '../language/scope.ts';
import { formatText } from './formatText.ts';
import { nameGuid, uniqueText } from './hashes.ts';
import {
  define,
  type FunctionTable,
  integerOf,
  invalidCall,
  textFrom,
  textOf,
  typeName,
  wrongParameter,
} from './templateFunction.ts';

export const textFunctions: FunctionTable = {
  base64: define(1, 1, (args, _, name) => Buffer.from(textOf(args, 0, name)).toString('base64')),
  base64ToJson: define(1, 1, (args, _, name) => parseJson(decoded(textOf(args, 0, name)), name)),
  base64ToString: define(1, 1, (args, _, name) => decoded(textOf(args, 0, name))),
  dataUri: define(1, 1, (args, _, name) => {
    return `data:text/plain;charset=utf8;base64,${Buffer.from(textOf(args, 0, name)).toString('base64')}`;
  }),
  dataUriToString: define(1, 1, (args, _, name) => dataUriToText(textOf(args, 0, name), name)),
  endsWith: define(2, 2, (args, _, name) =>
    textOf(args, 0, name)
      .toLowerCase()
      .endsWith(textOf(args, 1, name).toLowerCase()),
  ),
  fail: define(1, 1, (args, _, name) => {
    throw new ExpressionError(textOf(args, 0, name));
  }),
  format: define(1, Infinity, (args, _, name) => formatText(textOf(args, 0, name), args.slice(1), name)),
  guid: define(1, Infinity, args => nameGuid(args.map(textFrom).join('-'))),
  join: define(2, 2, ([items, delimiter], _, name) => {
    if (!Array.isArray(items)) throw wrongParameter(name, 'an array', items);
    return items.map(textFrom).join(textFrom(delimiter));
  }),
  json: define(1, 1, (args, _, name) => parseJson(textOf(args, 0, name), name)),
  newGuid: define(0, 0, (_, scope, name) => {
    checkDefault(scope, name);
    return randomUUID();
  }),
  padLeft: define(2, 3, (args, _, name) => {
    const [value, , padding] = args;
    return textFrom(value).padStart(
      integerOf(args, 1, name),
      padding === undefined ? ' ' : textFrom(padding),
    );
  }),
  replace: define(3, 3, (args, _, name) =>
    textOf(args, 0, name).replaceAll(textOf(args, 1, name), () => textOf(args, 2, name)),
  ),
  split: define(2, 2, (args, _, name) => split(textOf(args, 0, name), args[1], name)),
  startsWith: define(2, 2, (args, _, name) =>
    textOf(args, 0, name)
      .toLowerCase()
      .startsWith(textOf(args, 1, name).toLowerCase()),
  ),
  string: define(1, 1, ([value]) => textFrom(value)),
  substring: define(2, 3, substring),
  toLower: define(1, 1, (args, _, name) => textOf(args, 0, name).toLowerCase()),
  toUpper: define(1, 1, (args, _, name) => textOf(args, 0, name).toUpperCase()),
  trim: define(1, 1, (args, _, name) => textOf(args, 0, name).trim()),
  uniqueString: define(1, Infinity, args => uniqueText(args.map(textFrom).join('-'))),
  uri: define(2, 2, (args, _, name) => {
    const [base, relative] = [textOf(args, 0, name), textOf(args, 1, name)];
    if (!URL.canParse(relative, base)) throw invalidCall(name, `has an invalid base address '${base}'.`);
    return new URL(relative, base).href;
  }),
  uriComponent: define(1, 1, (args, _, name) => encodeURIComponent(textOf(args, 0, name))),
  uriComponentToString: define(1, 1, (args, _, name) => decodedComponent(textOf(args, 0, name), name)),
};

/** Values that differ each time are for defaults of parameters only. */
export function checkDefault({ place }: Scope, name: string): void {
  if (place === 'parameter') return;
  throw new ExpressionError(
    `The template function '${name}' is not expected at this location. ${functionsHelp}`,
  );
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function decodedComponent(text: string, name: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidCall(name, `has an invalid parameter '${text}'.`);
  }
}

function dataUriToText(uri: string, name: string): string {
  const [, parameters, data = ''] = /^data:([^,]*),(.*)$/s.exec(uri) ?? [];
  if (parameters === undefined) throw invalidCall(name, `has an invalid data address '${uri}'.`);
  return /;base64$/i.test(parameters) ? decoded(data) : decodedComponent(data, name);
}

function parseJson(text: string, name: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalidCall(name, 'parameter is not valid. The provided value cannot be converted to JSON.');
  }
}

/** `delimiters`: a text, or a list of texts. */
function split(text: string, delimiters: Json | undefined, name: string): Json {
  const all = Array.isArray(delimiters) ? delimiters : [delimiters];
  const escaped = all.map(each => {
    if (typeof each !== 'string') throw wrongParameter(name, 'a string or an array of strings', each);
    return each.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return text.split(new RegExp(escaped.join('|')));
}

function substring(args: readonly Json[], _: unknown, name: string): string {
  const text = textOf(args, 0, name);
  const start = integerOf(args, 1, name);
  const length = args[2] === undefined ? text.length - start : integerOf(args, 2, name);
  if (start < 0 || start > text.length) {
    throw invalidCall(
      name,
      "parameters are out of range. 'index' cannot be less than zero or larger than length of string.",
    );
  }
  if (length < 0 || start + length > text.length) {
    throw new ExpressionError(
      `The template language function '${name}' parameters are out of range. 'index' and 'length' must refer to a location within the string. The index: '${start}', the length: '${length}', the length of the string parameter: '${text.length}'. ${functionsHelp}`,
    );
  }
  return text.slice(start, start + length);
}

export const objectFunctions: FunctionTable = {
  createObject: define(0, Infinity, (args, _, name) => {
    if (args.length % 2 !== 0) throw invalidCall(name, 'expects an even number of parameters.');
    const members = args.flatMap((key, index) => {
      if (index % 2 !== 0) return [];
      if (typeof key !== 'string') throw wrongParameter(name, 'keys that are strings', key);
      return [[key, args[index + 1] ?? null] as const];
    });
    return Object.fromEntries(members);
  }),
  items: define(1, 1, ([object], _, name) => {
    if (!isObject(object)) throw wrongParameter(name, 'an object', object);
    return Object.entries(object)
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([key, value]) => ({ key, value }));
  }),
  null: define(0, 0, () => null),
  objectKeys: define(1, 1, ([object], _, name) => {
    if (!isObject(object)) throw wrongParameter(name, 'an object', object);
    return Object.keys(object);
  }),
  shallowMerge: define(1, 1, ([objects], _, name) => {
    if (!Array.isArray(objects)) throw wrongParameter(name, 'an array of objects', objects);
    return Object.fromEntries(
      objects.flatMap(each => {
        if (!isObject(each)) throw invalidCall(name, `expects objects, not '${typeName(each)}'.`);
        return Object.entries(each);
      }),
    );
  }),
};
