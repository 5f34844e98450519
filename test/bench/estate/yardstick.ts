/** What blocks are to be compared with: a piece of work whose size is known, under the same circumstances. */
import { setTimeout as pause } from 'node:timers/promises';
import { watchEventLoop } from './eventLoop.ts';

/** A megabyte. An idle machine of 2024 parses it in some ten ms. */
const text = JSON.stringify(
  Array.from({ length: 10_000 }, (_, index) => ({
    ...{ id: `/subscriptions/${index}`, name: `shop-${index}`, location: 'westeurope', cpu: 1.5 },
    tags: { team: `team-${index}` },
  })),
);
const times = 50;

/** The longest block (ms) while this process parses the same megabyte of JSON again and again, once in each turn. */
export async function longestYardstick(): Promise<number> {
  const eventLoop = watchEventLoop();
  for (let time = 0; time < times; time++) {
    JSON.parse(text);
    await pause(2);
  }
  const longest = eventLoop.longestBlockMs();
  eventLoop.end();
  return longest;
}
