/**
 * Copy loops: `{"name": "ports", "count": 2, "input": …}` ("Property iteration in ARM templates", learn.microsoft.com).
 */
import { asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { entryOf } from './memberAccess.ts';

/** What ARM takes in one loop, and in a template. */
export const maxCopies = 800;

export interface CopyLoop {
  readonly name: string;
  /** May be an expression. */
  readonly count: Json | undefined;
  /** With the key that it is written with; for a property or variable. */
  readonly input: { readonly key: string; readonly value: Json | undefined };
}

/** The loop that `json` is; undefined where it is none. */
export function copyLoopOf(json: Json | undefined): CopyLoop | undefined {
  if (!isObject(json)) return undefined;
  const count = entryOf(json, 'count').value;
  const name = asText(entryOf(json, 'name').value);
  return name === '' || count === undefined ? undefined : { name, count, input: entryOf(json, 'input') };
}

/** The loops among an object's properties; none where `copy` is a property that is merely called so. */
export function copyLoopsOf(object: JsonObject): readonly CopyLoop[] {
  const copy = entryOf(object, 'copy').value;
  if (!isList(copy) || copy.length === 0) return [];
  const loops = copy.flatMap(item => copyLoopOf(item) ?? []);
  return loops.length === copy.length && loops.every(({ input }) => input.value !== undefined) ? loops : [];
}
