/** Random stories for the oracle. */
import fc from 'fast-check';
import type { Life, Story, Write } from './service.ts';

const encoder = new TextEncoder();

/** What containers write: unique lines, repeated ones, empty ones, colours, other scripts, broken UTF-8. */
const lineKinds = {
  unique: (n: number) => `line ${n}`,
  scripts: (n: number) => `${n} žluťoučký 日本 😀`,
  colours: (n: number) => `\u001b[3${n % 8}m${n}\u001b[0m`,
  same: () => 'ok',
  few: (n: number) => ['a', 'b', ''][(n * 7) % 3] ?? '',
  cycle: (n: number) => `step ${n % 5}`,
  empty: () => '',
} as const;
type LineKind = keyof typeof lineKinds;

const delay = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 400 }) },
  { weight: 2, arbitrary: fc.integer({ min: 400, max: 4000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4000, max: 40_000 }) },
);

interface Line {
  readonly kind: LineKind;
  readonly crlf: boolean;
  readonly broken: boolean;
  /** Where the line is written in two parts (bytes); 0 = at once. */
  readonly split: number;
  readonly delays: readonly [number, number];
}

function lineFrom(kinds: readonly LineKind[]): fc.Arbitrary<Line> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    crlf: fc.nat(9).map(n => n === 0),
    broken: fc.nat(29).map(n => n === 0),
    split: fc.nat(19).map(n => (n < 3 ? n + 1 : 0)),
    delays: fc.tuple(delay, delay),
  });
}

function writesOf(lines: readonly Line[], endsOpen: boolean, salt: number): Write[] {
  const writes: Write[] = [];
  lines.forEach(({ kind, crlf, broken, split, delays }, i) => {
    const text = encoder.encode(lineKinds[kind](salt * 1000 + i));
    const end = endsOpen && i === lines.length - 1 ? [] : crlf ? [13, 10] : [10];
    const bytes = new Uint8Array([...text, ...(broken ? [0xe2, 0x82] : []), ...end]);
    if (split > 0 && split < bytes.length) {
      writes.push({ after: delays[0], bytes: bytes.subarray(0, split) });
      writes.push({ after: delays[1], bytes: bytes.subarray(split) });
    } else if (bytes.length > 0) {
      writes.push({ after: delays[0], bytes });
    }
  });
  return writes;
}

function lives(kinds: readonly LineKind[]): fc.Arbitrary<Life[]> {
  const oneLife = fc.record({
    lines: fc.oneof(
      { weight: 4, arbitrary: fc.array(lineFrom(kinds), { maxLength: 25, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(lineFrom(kinds), { minLength: 25, maxLength: 90, size: 'max' }) },
    ),
    endsOpen: fc.boolean(),
    lingers: fc.constantFrom(0, 300, 2500, 30_000),
    exitCode: fc.constantFrom(0, 1, 137),
    pause: fc.constantFrom(1500, 4000, 12_000, 40_000),
  });
  const several = fc.oneof(
    { weight: 5, arbitrary: fc.array(oneLife, { minLength: 1, maxLength: 1 }) },
    { weight: 3, arbitrary: fc.array(oneLife, { minLength: 2, maxLength: 4 }) },
  );
  return several.map(all =>
    all.map(({ lines, endsOpen, ...life }, i) => ({ ...life, writes: writesOf(lines, endsOpen, i) })),
  );
}

/** Which lines a story's containers write. */
export const contents = {
  unique: ['unique', 'scripts', 'colours'],
  repeated: ['same', 'few', 'cycle', 'empty'],
  mixed: ['unique', 'scripts', 'colours', 'same', 'few', 'cycle', 'empty'],
} as const satisfies Record<string, readonly LineKind[]>;
export type Content = keyof typeof contents;

/** Random stories whose containers write `content`. `cut`: with limits so low that logs are cut. */
export function stories(content: Content, cut: boolean): fc.Arbitrary<Story> {
  const limit = cut ? fc.integer({ min: 150, max: 1500 }) : fc.constant(1_000_000);
  const story = fc.record({
    pulling: fc.constantFrom(0, 0, 0, 800, 20_000),
    lives: lives(contents[content]),
    last: fc.constantFrom('runs', 'runs', 'exits', 'stopped', 'deleted'),
    followAfter: fc.constantFrom(0, 0, 500, 5000, 60_000),
    tail: fc.constantFrom(0, 2, 3, 10, 100),
    lag: fc.constantFrom(0, 0, 0, 50, 400, 1500, 2800),
    latency: fc.constantFrom(0, 0, 20, 300, 1200),
    requestTime: fc.constantFrom(2, 60, 400, 1800),
    skew: fc.constantFrom(0, 0, 700, -90_000),
    stamps: fc.constantFrom('nano', 'nano', 'nano', 'second', 'same', 'none'),
    replay: fc.boolean(),
    frame: fc.constantFrom(1, 1, 3, 7, 1000),
    attach: fc.constantFrom('works', 'works', 'works', 'works', 'flaky', 'refused'),
    drops: fc.array(fc.record({ after: fc.constantFrom(0, 100, 2000, 9000, 50_000), silent: fc.boolean() }), {
      maxLength: 5,
    }),
    runningLimit: limit,
    stoppedLimit: limit,
    stoppedLines: cut ? fc.integer({ min: 5, max: 60 }) : fc.constant(100_000),
    cutsInsideLines: fc.boolean(),
    keepsLog: fc.nat(5).map(n => n > 0),
    failEvery: fc.constantFrom(0, 0, 0, 0, 2, 5),
    failWith: fc.constantFrom('offline' as const, 'service' as const, 'throttled' as const),
  });
  // The service shows no more of a log once its container has stopped.
  return story.map(each => ({ ...each, stoppedLimit: Math.min(each.stoppedLimit, each.runningLimit) }));
}
