import { createHash } from 'node:crypto';

/** 64 hex digits that depend on nothing but the text. */
export const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A whole number from 0 to below `limit` that depends on nothing but the text. */
export const numberOf = (text: string, limit: number): number =>
  parseInt(hexOf(text).slice(0, 8), 16) % limit;

/**
 * Whole numbers from 0 to below `limit`, one after another, that depend on nothing but the text and how many came before:
 * a linear congruential generator (the one of Numerical Recipes). A hash for each of a week's visitors would cost most of the
 * emulator's start.
 */
export function numbersOf(text: string): (limit: number) => number {
  let state = parseInt(hexOf(text).slice(0, 8), 16);
  return limit => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit); // its lower bits are hardly random
  };
}

/** A GUID (of version 4, like those of Azure) that is the same for the same name, in whatever case. */
export function guidOf(name: string): string {
  return hexOf(name.toLowerCase()).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
