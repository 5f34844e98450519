/** What the rules of container groups share. */
import { ArmError } from '../../armError.ts';

export function badRequest(code: string, message: string): ArmError {
  return new ArmError(400, code, message);
}

/** Whether a value is one of some words, whatever its case. */
export function isOneOf(value: unknown, ...choices: string[]): boolean {
  return typeof value === 'string' && choices.some(c => c.toLowerCase() === value.toLowerCase());
}

/** What occurs more than once. */
export function duplicates(items: readonly string[]): string[] {
  return [...new Set(items.filter((item, index) => items.indexOf(item) !== index))];
}
