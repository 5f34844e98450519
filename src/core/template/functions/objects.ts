/** "Object functions for ARM templates" (learn.microsoft.com). */
import { isList, isObject, type Json } from '../../json.ts';
import { findMember } from '../memberAccess.ts';
import { asPlainText, type Functions, isSimple, isText } from './templateFunction.ts';
import { shallowMerge } from './merge.ts';

export const objectFunctions: Functions = {
  createobject: createObject,
  /** In the order of the keys, as the page shows it. */
  items: ([object]) =>
    isObject(object)
      ? Object.entries(object)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, value]) => ({ key, value }))
      : undefined,
  json: ([text, ...rest]) => (isText(text) && rest.length === 0 ? parseJson(text) : undefined),
  null: args => (args.length === 0 ? null : undefined),
  objectkeys: ([object]) => (isObject(object) ? Object.keys(object) : undefined),
  shallowmerge: shallowMerge,
  string: ([value, ...rest]) =>
    value === undefined || rest.length > 0 ? undefined : isSimple(value) ? asPlainText(value) : textOf(value),
  tryget: tryGet,
};

function createObject(args: readonly Json[]): Json | undefined {
  const pairs: [string, Json][] = [];
  for (let at = 0; at < args.length; at += 2) {
    const [key, value] = args.slice(at, at + 2);
    if (!isText(key) || value === undefined) return undefined;
    pairs.push([key, value]);
  }
  return Object.fromEntries(pairs);
}

/** How templates write a number with decimals: `json('1.5')`. ARM reads single quotes, too. */
export function parseJson(text: string): Json | undefined {
  for (const candidate of [text, withDoubleQuotes(text)])
    try {
      return JSON.parse(candidate) as Json;
    } catch {
      // The next one, or none.
    }
  return undefined;
}

function withDoubleQuotes(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'/gs, (found, single?: string) =>
    single === undefined ? found : `"${single.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`,
  );
}

function textOf(value: Json): string {
  return value === null ? '' : JSON.stringify(value);
}

/** `tryGet(container, key, …)`: null where there is none. */
function tryGet([container, ...keys]: readonly Json[]): Json | undefined {
  if (container === undefined || keys.length === 0) return undefined;
  let value: Json = container;
  for (const key of keys) {
    if (!isText(key) && typeof key !== 'number') return undefined;
    if (!isObject(value) && !isList(value)) return null;
    value = findMember(value, key) ?? null;
  }
  return value;
}
