/**
 * Where in the template the objects and arrays of an evaluated value were written: in a variable, a copy loop, a default
 * value.
 */
import { itemKey, type JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json } from '../json.ts';
import { ownKey } from './memberAccess.ts';

export interface SourceMap {
  /** Records that `value` is written at `path`, unless it is known to come from elsewhere. Returns `value`. */
  recordSource<T extends Json>(value: T, path: JsonPath): T;
  /** Where the value at `path` in `root` is written. The string that an expression gives is where the expression is. */
  sourcePathOf(root: Json, path: JsonPath): JsonPath;
}

export function createSourceMap(): SourceMap {
  const paths = new WeakMap<object, JsonPath>();
  const recordedPath = (value: Json | undefined) =>
    isList(value) || isObject(value) ? paths.get(value) : undefined;
  return {
    recordSource(value, path) {
      if ((isList(value) || isObject(value)) && !paths.has(value)) paths.set(value, path);
      return value;
    },
    sourcePathOf(root, path) {
      let value: Json | undefined = root;
      let source: JsonPath = recordedPath(root) ?? [];
      for (const [index, step] of path.entries()) {
        const own = ownStep(value, path[index - 1], step);
        value = isList(value) ? value[Number(own)] : isObject(value) ? value[own] : undefined;
        source = recordedPath(value) ?? [...source, own];
      }
      return source;
    },
  };
}

/** `step` as `owner` has it: the index of a named item, a key in its own spelling. */
function ownStep(owner: Json | undefined, list: string | number | undefined, step: string | number) {
  if (isList(owner) && typeof step === 'string') {
    const index = owner.findIndex(item => itemKey(list, item) === step);
    return index < 0 ? step : index;
  }
  return isObject(owner) && typeof step === 'string' ? (ownKey(owner, step) ?? step) : step;
}
