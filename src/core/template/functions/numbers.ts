/** "Numeric", "Comparison" and "Logical functions for ARM templates" (learn.microsoft.com). */
import type { Json } from '../../json.ts';
import { asWholeNumber, parseWholeNumber, wholeNumber } from '../wholeNumber.ts';
import { type Functions, isInteger, isText, isEqual } from './templateFunction.ts';

export const numberFunctions: Functions = {
  add: both((one, other) => one + other),
  bool: ([value]) => asBoolean(value),
  div: both((one, other) => (other === 0n ? undefined : one / other)),
  equals: ([one, other, ...rest]) =>
    one === undefined || other === undefined || rest.length > 0 ? undefined : isEqual(one, other),
  false: args => (args.length === 0 ? false : undefined),
  float: ([value]) =>
    typeof value === 'number' ? value : isText(value) ? numberIn(value, /^[-+]?\d+(\.\d+)?$/) : undefined,
  greater: compared(order => order > 0),
  greaterorequals: compared(order => order >= 0),
  int: ([value]) =>
    typeof value === 'number'
      ? Math.trunc(value)
      : isText(value)
        ? parseWholeNumber(value.trim())
        : undefined,
  less: compared(order => order < 0),
  lessorequals: compared(order => order <= 0),
  mod: both((one, other) => (other === 0n ? undefined : one % other)),
  mul: both((one, other) => one * other),
  not: ([value, ...rest]) => (typeof value === 'boolean' && rest.length === 0 ? !value : undefined),
  sub: both((one, other) => one - other),
  true: args => (args.length === 0 ? true : undefined),
};

function both(work: (one: bigint, other: bigint) => bigint | undefined) {
  return ([first, second, ...rest]: readonly Json[]) => {
    const [one, other] = [asWholeNumber(first), asWholeNumber(second)];
    if (one === undefined || other === undefined || rest.length > 0) return undefined;
    const result = work(one, other);
    return result === undefined ? undefined : wholeNumber(result);
  };
}

/** Texts stand as in a dictionary: "a" before "A" before "b". */
const dictionary = new Intl.Collator('en');

function compared(judge: (order: number) => boolean) {
  return ([one, other, ...rest]: readonly Json[]) => {
    if (rest.length > 0) return undefined;
    if (typeof one === 'number' && typeof other === 'number') return judge(one - other);
    const [whole, otherWhole] = [asWholeNumber(one), asWholeNumber(other)];
    if (whole !== undefined && otherWhole !== undefined) return judge(Number(whole - otherWhole));
    return isText(one) && isText(other) ? judge(dictionary.compare(one, other)) : undefined;
  };
}

function asBoolean(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (isInteger(value)) return value !== 0;
  if (!isText(value)) return undefined;
  const text = value.trim().toLowerCase();
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
}

function numberIn(text: string, shape: RegExp): number | undefined {
  const trimmed = text.trim();
  return shape.test(trimmed) ? Number(trimmed) : undefined;
}
