/** Where in the template the parts of a worked-out value were written: in a variable, a copy, a default value. */
import { itemKey, type JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json } from '../json.ts';
import { ownKey } from './memberAccess.ts';

export interface Origins {
  /** Notes that `value` is written at `path`, unless it is known to come from elsewhere. Answers `value`. */
  note<T extends Json>(value: T, path: JsonPath): T;
  /** Where what is at `path` in `root` is written. A text of an expression stands where the expression does. */
  find(root: Json, path: JsonPath): JsonPath;
}

export function createOrigins(): Origins {
  const places = new WeakMap<object, JsonPath>();
  const placeOf = (value: Json | undefined) =>
    isList(value) || isObject(value) ? places.get(value) : undefined;
  return {
    note(value, path) {
      if ((isList(value) || isObject(value)) && !places.has(value)) places.set(value, path);
      return value;
    },
    find(root, path) {
      let value: Json | undefined = root;
      let place: JsonPath = placeOf(root) ?? [];
      for (const [index, step] of path.entries()) {
        const own = ownStep(value, path[index - 1], step);
        value = isList(value) ? value[Number(own)] : isObject(value) ? value[own] : undefined;
        place = placeOf(value) ?? [...place, own];
      }
      return place;
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
