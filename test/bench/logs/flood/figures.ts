/**
 * Floods: containers that write as fast as they can for a quarter of a minute. The longest block is that of all of them;
 * `reader` is the yardstick, which takes the same bytes from the same sockets and does nothing with them.
 */
import { rounded, type Figure } from '../../figure.ts';
import type { Flood } from './flood.ts';
import { followFlood, measureFlood, readSockets, type MeasuredFlood } from './measureFlood.ts';

const seconds = 15;

const floods: ReadonlyMap<string, Flood> = new Map([
  ['numbered', { writes: 'numbered', containers: 1, slowReader: 'waits' }],
  ['cut', { writes: 'numbered', containers: 1, slowReader: 'isCut' }],
  ['yes', { writes: 'yes', containers: 1, slowReader: 'waits' }],
  ['endlessLine', { writes: 'endless', containers: 1, slowReader: 'waits' }],
  ['group', { writes: 'numbered', containers: 5, slowReader: 'waits' }],
]);

export async function floodFigures(): Promise<readonly Figure[]> {
  const measured = new Map<string, MeasuredFlood>();
  for (const [name, flood] of floods) {
    console.log(`follow a flood: ${name}`);
    measured.set(name, await measureFlood(flood, followFlood, seconds));
  }
  console.log('read a flood');
  const yardstick = await measureFlood(
    { writes: 'numbered', containers: 1, slowReader: 'waits' },
    readSockets,
    seconds,
  );
  const all = [...measured.values()];
  const most = (of: (each: MeasuredFlood) => number) => Math.max(...all.map(of));
  const sum = (of: (each: MeasuredFlood) => number) => all.reduce((total, each) => total + of(each), 0);
  return [
    {
      name: 'follow.flood.longestBlockMs',
      value: rounded(
        most(each => each.longestBlockMs),
        1,
      ),
      unit: 'ms',
      goal: '≤ 50',
    },
    ...[...measured].map(([name, { longestBlockMs }]) => ({
      name: `follow.flood.${name}.longestBlockMs`,
      value: rounded(longestBlockMs, 1),
      unit: 'ms',
    })),
    {
      name: 'follow.flood.linesMarkedLost',
      value: sum(each => each.linesMarkedLost),
      unit: 'lines',
    },
    {
      name: 'follow.flood.linesLostUnmarked',
      value: sum(each => each.unmarked),
      unit: 'lines',
      goal: '≤ 0',
    },
    {
      name: 'follow.flood.heapRatio',
      value: rounded(
        most(each => each.heapRatio),
        2,
      ),
      unit: 'heap after by heap before',
      goal: '≤ 1.5',
    },
    { name: 'reader.flood.longestBlockMs', value: rounded(yardstick.longestBlockMs, 1), unit: 'ms' },
  ];
}
