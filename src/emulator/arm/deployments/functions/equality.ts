/** When two values are equal to templates. */
import { isObject, type Json } from '../../../json.ts';

/** Texts with their case, objects whatever the order of their members. */
export function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, index) => isEqual(each, other[index]))
    );
  }
  if (!isObject(one)) return one === other;
  if (!isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(name => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
}
