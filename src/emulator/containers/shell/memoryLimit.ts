import { FatalError } from '../processes/program.ts';

/** More than this, in characters, no text of a shell grows to: a script that doubles one again and again is killed. */
const limit = 256 * 1024;

/** Ends the program where a text is more than its container's memory would hold. */
export function checkMemory(length: number): void {
  if (length > limit) throw new FatalError('', 137);
}
