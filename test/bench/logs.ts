/**
 * Following a log: 1, 100 and 10,000 lines a second for half a minute, and a burst, through the emulator; beside it
 * a client that fetches everything every two seconds. Names without a rate: lost and repeated lines of all runs, the
 * heap's highest growth of the three rates, and otherwise 100 lines a second. In all runs but one the container is
 * quiet when the follower comes; `joining` is the one where it has been writing for three seconds.
 */
import { rounded, type Figure, type Goal } from './figure.ts';
import { floodFigures } from './logs/flood/figures.ts';
import { follow, poll, type Follower } from './logs/followers.ts';
import { measure, type Run } from './logs/measure.ts';
import type { Measured } from './logs/meter.ts';

const rates = [1, 100, 10_000];
/** The rate whose figures have no rate in their names. */
const ordinary = 100;
const seconds = 30;

type Goals = Partial<Record<string, Goal>>;

const goals: Goals = {
  linesLost: '≤ 0',
  linesRepeated: '≤ 0',
  bytesRatio: '≤ 1.1',
  delayP50Ms: '≤ 30',
  sustainedLinesPerSecond: '≥ 50000',
};

export async function logFigures(): Promise<readonly Figure[]> {
  return [
    ...(await figuresOf('follow', follow, goals)),
    ...(await floodFigures()),
    ...(await figuresOf('poller', poll, {})),
  ];
}

async function figuresOf(name: string, follower: Follower, wanted: Goals): Promise<readonly Figure[]> {
  const runs = new Map<number, Measured>();
  for (const rate of rates) runs.set(rate, await told(`${name} at ${rate}/s`, follower, steady(rate)));
  const joining = await told(`${name} joining at ${ordinary}/s`, follower, {
    ...steady(ordinary),
    headStartMs: 3000,
  });
  const burst = await told(`${name} in a burst`, follower, burstRun);
  const all = [...runs.values(), joining, burst];
  const sum = (of: (measured: Measured) => number) => all.reduce((total, each) => total + of(each), 0);
  const main = runs.get(ordinary) ?? joining;
  const figure = (what: string, value: number, unit: string): Figure => {
    const goal = wanted[what];
    return { name: `${name}.${what}`, value, unit, ...(goal && { goal }) };
  };
  return [
    figure(
      'linesWritten',
      sum(each => each.linesWritten),
      'lines',
    ),
    figure(
      'linesLost',
      sum(each => each.linesLost),
      'lines',
    ),
    figure(
      'linesRepeated',
      sum(each => each.linesRepeated),
      'lines',
    ),
    ...details(main).map(([what, value, unit]) => figure(what, value, unit)),
    figure('sustainedLinesPerSecond', rounded(burst.linesPerSecond), 'lines/s'),
    figure('heapMB', rounded(Math.max(...[...runs.values()].map(({ heapMB }) => heapMB)), 1), 'MB'),
    figure('burst.heapMB', rounded(burst.heapMB, 1), 'MB'),
    ...[...runs]
      .filter(([rate]) => rate !== ordinary)
      .flatMap(([rate, each]) => details(each).map(([what, ...of]) => figure(`at${rate}.${what}`, ...of))),
    ...details(joining).map(([what, ...of]) => figure(`joining.${what}`, ...of)),
  ];
}

function details(measured: Measured): readonly (readonly [string, number, string])[] {
  return [
    ['bytesRatio', rounded(measured.bytesRatio, 3), 'bytes per byte of log'],
    ['delayP50Ms', rounded(measured.delayP50Ms, 1), 'ms'],
    ['delayP99Ms', rounded(measured.delayP99Ms, 1), 'ms'],
  ];
}

function steady(linesPerSecond: number): Run {
  return {
    batches: [{ lines: linesPerSecond * seconds, linesPerSecond }],
    headStartMs: -13_000,
    graceMs: 20_000,
    afterMs: 3000,
  };
}

/** A trickle by which the follower finds its way, then all that goes through. */
const burstRun: Run = {
  batches: [
    { lines: 100, linesPerSecond: 10 },
    { lines: 500_000, linesPerSecond: Infinity },
  ],
  headStartMs: -13_000,
  graceMs: 30_000,
  afterMs: 3000,
};

async function told(what: string, follower: Follower, run: Run): Promise<Measured> {
  console.log(what);
  return measure(follower, run);
}
