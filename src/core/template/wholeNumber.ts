/**
 * Whole numbers of a template have 64 bits ("Data types in ARM templates", learn.microsoft.com). One beyond what JavaScript
 * holds is its digits as a text, as files are read.
 */
import type { Json } from '../json.ts';

/** Undefined where 64 bits do not hold it. */
export function wholeNumber(value: bigint): number | string | undefined {
  if (BigInt.asIntN(64, value) !== value) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** Undefined where `json` is no whole number: a text only is one where JavaScript does not hold it. */
export function asWholeNumber(json: Json | undefined): bigint | undefined {
  if (typeof json === 'number') return Number.isInteger(json) ? BigInt(json) : undefined;
  if (typeof json !== 'string' || !/^-?[1-9]\d{15,18}$/.test(json)) return undefined;
  const value = BigInt(json);
  return typeof wholeNumber(value) === 'string' ? value : undefined;
}

/** The whole number that `digits` are, which a sign may stand before. */
export function parseWholeNumber(digits: string): number | string | undefined {
  return /^[-+]?\d+$/.test(digits) ? wholeNumber(BigInt(digits.replace(/^\+/, ''))) : undefined;
}
