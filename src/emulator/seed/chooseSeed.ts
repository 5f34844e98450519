/** Seeds by the name that a command line gives them. */
import { demoSeed } from './demo.ts';
import { emptySeed } from './empty.ts';
import { manySeed } from './many.ts';
import type { Seed } from './seed.ts';

const mostGroups = 20_000;

/** `demo`, `empty` or `groups=N`; undefined for anything else. `now` in ms. */
export function chooseSeed(name: string, now: number): Seed | undefined {
  if (name === 'demo') return demoSeed(now);
  if (name === 'empty') return emptySeed;
  const count = /^groups=(\d{1,5})$/.exec(name)?.[1];
  if (count === undefined || Number(count) > mostGroups) return undefined;
  return manySeed(Number(count));
}
