/** Random stories for the oracle. */
import fc from 'fast-check';
import type { StoryRun, Story, Write } from './fakeLogService.ts';

const encoder = new TextEncoder();

/**
 * What containers write: unique lines, repeated ones, empty ones, colours, other scripts, what only looks like
 * something.
 */
const lineKinds = {
  unique: (n: number) => `line ${n}`,
  scripts: (n: number) => `${n} žluťoučký 日本 😀`,
  colours: (n: number) => `\u001b[3${n % 8}m${n}\u001b[0m`,
  same: () => 'ok',
  few: (n: number) => ['a', 'b', ''][(n * 7) % 3] ?? '',
  cycle: (n: number) => `step ${n % 5}`,
  empty: () => '',
  marks: (n: number) => `\uFEFF${n % 3}\uFEFF`,
  returns: (n: number) => `${n % 2} %\r${n % 7} %\r`,
  replaced: (n: number) => `${n % 3}\uFFFD\uFFFD\uFFFD${n % 5}\uFFFD`,
  separators: (n: number) => `\u2028${n}\u2029\u0085\v\f\0`,
  dated: (n: number) => `2026-01-05T09:00:0${n % 10}Z ${n % 4}`,
  emoji: (n: number) => '👩‍🚀🏽'.repeat(1 + (n % 4)),
} as const;
type LineKind = keyof typeof lineKinds;

const usualDelay: fc.Arbitrary<number> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 400 }) },
  { weight: 2, arbitrary: fc.integer({ min: 400, max: 4000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4000, max: 40_000 }) },
);

/** Hundreds of lines within a moment, then nothing for a while. */
const floodDelay: fc.Arbitrary<number> = fc.oneof(
  { weight: 400, arbitrary: fc.constant(0) },
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 2, arbitrary: fc.integer({ min: 400, max: 8000 }) },
);

interface Line {
  readonly kind: LineKind;
  readonly crlf: boolean;
  /** Bytes that are no UTF-8, at the line's end. */
  readonly broken: readonly number[];
  readonly stream: 'out' | 'err';
  /** Where the line is written in two parts (bytes); 0 = at once. */
  readonly split: number;
  readonly delays: readonly [number, number];
}

/**
 * A character cut short, one that goes on without having begun, half a surrogate pair, an overlong NUL, not a byte of
 * UTF-8.
 */
const invalid = [
  [0xe2, 0x82],
  [0x80, 0x80, 0x80],
  [0xed, 0xa0, 0x80],
  [0xc0, 0x80],
  [0xf0, 0x9f, 0x98, 0xff],
];

function lineFrom(kinds: readonly LineKind[], delay: fc.Arbitrary<number>): fc.Arbitrary<Line> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    crlf: fc.nat(9).map(n => n === 0),
    broken: fc.nat(29).map(n => invalid[n] ?? []),
    stream: fc.constantFrom('out', 'err'),
    split: fc.nat(19).map(n => (n < 3 ? n + 1 : 0)),
    delays: fc.tuple(delay, delay),
  });
}

function writesOf(lines: readonly Line[], endsOpen: boolean, salt: number): Write[] {
  const writes: Write[] = [];
  lines.forEach(({ kind, crlf, broken, stream, split, delays }, i) => {
    const text = encoder.encode(lineKinds[kind](salt * 1000 + i));
    const end = endsOpen && i === lines.length - 1 ? [] : crlf ? [13, 10] : [10];
    const bytes = new Uint8Array([...text, ...broken, ...end]);
    if (split > 0 && split < bytes.length) {
      writes.push({ after: delays[0], bytes: bytes.subarray(0, split), stream });
      writes.push({ after: delays[1], bytes: bytes.subarray(split), stream });
    } else if (bytes.length > 0) {
      writes.push({ after: delays[0], bytes, stream });
    }
  });
  return writes;
}

/** How containers live: `onceOrAgain` is usual; `crashing` is soon and many times. */
type Lives = 'once' | 'onceOrAgain' | 'again' | 'crashing' | 'flooding';

function lives(kinds: readonly LineKind[], how: Lives, areWhole: boolean): fc.Arbitrary<StoryRun[]> {
  const flooding = how === 'flooding';
  const lines = (minLength: number, maxLength: number) =>
    fc.array(lineFrom(kinds, flooding ? floodDelay : usualDelay), { minLength, maxLength, size: 'max' });
  const crashing = how === 'crashing';
  const oneIncarnation = fc.record({
    lines: crashing
      ? lines(0, 6)
      : flooding
        ? lines(150, 700)
        : fc.oneof({ weight: 4, arbitrary: lines(0, 25) }, { weight: 1, arbitrary: lines(25, 90) }),
    endsOpen: fc.boolean(),
    lingers: crashing ? fc.constantFrom(0, 0, 300) : fc.constantFrom(0, 300, 2500, 30_000),
    exitCode: crashing ? fc.constantFrom(1, 137, 139) : fc.constantFrom(0, 1, 137),
    pause: crashing
      ? fc.constantFrom(1001, 1500, 10_000, 40_000)
      : fc.constantFrom(1500, 4000, 12_000, 40_000),
  });
  const several = (minLength: number, maxLength: number) =>
    fc.array(oneIncarnation, { minLength, maxLength });
  const all = {
    once: several(1, 1),
    onceOrAgain: fc.oneof({ weight: 5, arbitrary: several(1, 1) }, { weight: 3, arbitrary: several(2, 4) }),
    again: several(2, 5),
    flooding: several(1, 2),
    crashing: several(4, 12),
  }[how];
  return all.map(each =>
    each.map(({ lines, endsOpen, ...life }, i) => ({
      ...life,
      writes: areWhole
        ? writesOf(
            lines.map(line => ({ ...line, split: 0 })),
            false,
            i,
          )
        : writesOf(lines, endsOpen, i),
    })),
  );
}

const unique = ['unique', 'scripts', 'colours'] as const;
const repeated = ['same', 'few', 'cycle', 'empty'] as const;
const strange = ['marks', 'returns', 'replaced', 'separators', 'dated', 'emoji'] as const;

/** What a class of stories is about. */
export interface StoryClass {
  readonly lines: readonly LineKind[];
  readonly lives?: Lives;
  /** Limits are so low that logs are cut. */
  readonly isCut?: boolean;
  /** So much is lost that a marker in most histories is no surprise. */
  readonly isFlood?: boolean;
  /** The socket brings the streams in another order than the log; every write is one whole line. */
  readonly isReordered?: boolean;
  /** Only those. */
  readonly only?: (story: Story) => boolean;
  /** What differs from the usual. */
  readonly differs?: Partial<{ [key in keyof Story]: fc.Arbitrary<Story[key]> }>;
}

const all = 1e9;
const sometimes = <T>(usual: T, ...others: readonly T[]) =>
  fc.constantFrom(usual, usual, usual, usual, ...others);

/** Random stories of a class. */
export function stories({
  lines,
  lives: how = 'onceOrAgain',
  isCut = false,
  isReordered = false,
  only = () => true,
  differs,
}: StoryClass): fc.Arbitrary<Story> {
  const limit = isCut ? fc.integer({ min: 150, max: 1500 }) : fc.constant(1_000_000);
  const story = fc.record({
    pulling: fc.constantFrom(0, 0, 0, 800, 20_000),
    lives: lives(lines, how, isReordered),
    last: fc.constantFrom('runs', 'runs', 'exits', 'stopped', 'deleted'),
    followAfter: fc.constantFrom(0, 0, 500, 5000, 60_000),
    tail: fc.constantFrom(0, 2, 3, 10, 100),
    lag: fc.constantFrom(0, 0, 0, 50, 400, 1500, 2800),
    flush: fc.constant(0),
    latency: fc.constantFrom(0, 0, 20, 300, 1200),
    stall: sometimes(0, 30, 700),
    errLate: isReordered ? fc.constantFrom(1, 30, 300, -1, -40, -700) : fc.constant(0),
    requestTime: fc.constantFrom(2, 60, 400, 1800),
    skew: fc.constantFrom(0, 0, 700, -90_000),
    stamps: fc.constantFrom('nano', 'nano', 'trimmed', 'offset', 'milli', 'second', 'same', 'none'),
    replacements: fc.constantFrom(1, 3),
    replay: fc.constantFrom(0, 0, 0, all, all, 1, 7, 50, 300),
    frame: fc.constantFrom(1, 1, 3, 7, 1000),
    gathers: fc.boolean(),
    mostAhead: fc.constant(100_000),
    readerPause: fc.constant(0),
    attach: fc.constantFrom(
      'works',
      'works',
      'works',
      'works',
      'works',
      'flaky',
      'refused',
      'breaks',
      'hangs',
    ),
    drops: fc.array(fc.record({ after: fc.constantFrom(0, 100, 2000, 9000, 50_000), silent: fc.boolean() }), {
      maxLength: 5,
    }),
    runningLimit: limit,
    stoppedLimit: limit,
    stoppedLines: isCut ? fc.integer({ min: 5, max: 60 }) : fc.constant(100_000),
    cutsInsideLines: fc.boolean(),
    keepsLog: fc.nat(5).map(n => n > 0),
    failEvery: sometimes(0, 2, 5),
    failWith: fc.constantFrom('offline', 'service', 'throttled', 'hangs'),
    groupFailEvery: sometimes(0, 2),
    stateLag: fc.constant(0),
    countsAnew: fc.constant(false),
    naps: fc.array(
      fc.record({
        after: fc.constantFrom(0, 900, 20_000, 90_000),
        lasts: fc.constantFrom(2000, 70_000, 3_600_000),
      }),
      { maxLength: 1 },
    ),
    ...differs,
  } satisfies { [key in keyof Story]: fc.Arbitrary<Story[key]> });
  // The service shows no more of a log once its container has stopped.
  return story
    .filter(only)
    .map(each => ({ ...each, stoppedLimit: Math.min(each.stoppedLimit, each.runningLimit) }));
}

/**
 * A log more than 4 s behind shows its last lines only after it counts as complete, and no one can tell how far behind
 * it is but by a socket, which \`farBehindAtEnd\` has. Here the container stays.
 */
const farBehind = {
  lag: fc.constantFrom(3500, 5000, 8000, 10_000),
  flush: fc.constantFrom(0, 0, 1000),
  last: fc.constant('runs' as const),
};

/** The socket sees the whole life, so that it is known what the ended log still lacks. */
const farBehindAtEnd = {
  pulling: fc.constant(0),
  followAfter: fc.constant(0),
  requestTime: fc.constantFrom(2, 60),
  lag: fc.constantFrom(3500, 5000, 8000),
  last: fc.constantFrom('exits' as const, 'stopped' as const),
  replay: fc.constant(all),
  attach: fc.constantFrom('works' as const, 'breaks' as const),
  drops: fc.constant([]),
  naps: fc.constant([]),
  failEvery: fc.constant(0),
  groupFailEvery: fc.constant(0),
};

/** The container writes far faster than its lines are read. */
const slowlyRead = {
  readerPause: fc.constantFrom(0, 1, 15),
  naps: fc.constant([]),
};

/** And soon more than may wait for a snapshot. */
const flood = { ...slowlyRead, mostAhead: fc.constantFrom(30, 100, 300) };

/** ms from a life's start to its end. */
function lastsFor({ writes, lingers }: StoryRun): number {
  return writes.reduce((sum, { after }) => sum + after, lingers);
}

/** Each with how many histories the tests play by default. */
export const classes = {
  'unique lines': { runs: 1200, lines: unique },
  'repeated lines': { runs: 1200, lines: repeated },
  'mixed lines': { runs: 1200, lines: [...unique, ...repeated] },
  'unique lines, logs that are cut': { runs: 800, lines: unique, isCut: true },
  'repeated lines, logs that are cut': { runs: 800, lines: repeated, isCut: true },
  'mixed lines, logs that are cut': {
    runs: 900,
    lines: [...unique, ...repeated],
    isCut: true,
  },
  restarts: { runs: 700, lines: [...unique, ...repeated], lives: 'again' },
  // One that nobody saw can't be told then: these are seen. While a container waits, its state is asked for every
  // ten seconds: one that started, ended and was followed by the next meanwhile is passed over.
  'restarts that are not counted': {
    runs: 300,
    lines: [...unique, ...repeated],
    lives: 'again',
    only: ({ lives }) => lives.slice(1, -1).every(life => lastsFor(life) + life.pause >= 11_000),
    differs: {
      countsAnew: fc.constant(true),
      last: fc.constantFrom('runs', 'exits', 'deleted'),
      requestTime: fc.constantFrom(2, 60, 400),
      groupFailEvery: fc.constant(0),
      naps: fc.constant([]),
    },
  },
  'crash loops': { runs: 500, lines: [...unique, ...repeated], lives: 'crashing' },
  'strange characters': {
    runs: 700,
    lines: strange,
    differs: { stamps: fc.constantFrom('nano', 'trimmed', 'offset', 'milli', 'second') },
  },
  'strange characters, logs that are cut': {
    runs: 400,
    // A cut inside a timestamp, before text that looks like one, can't be told.
    lines: strange.filter(kind => kind !== 'dated'),
    isCut: true,
    differs: { stamps: fc.constantFrom('nano', 'trimmed', 'offset', 'milli', 'second') },
  },
  'a log far behind, unique lines': { runs: 400, lines: unique, lives: 'once', differs: farBehind },
  'a log far behind, mixed lines': {
    runs: 400,
    lines: [...unique, ...repeated],
    lives: 'once',
    // Without times of their own, equal lines of a log that is behind by more than 3 s can be taken for each other.
    differs: { ...farBehind, stamps: fc.constantFrom('nano', 'trimmed', 'offset') },
  },
  'a log far behind where the container ends': {
    runs: 300,
    lines: unique,
    lives: 'once',
    only: ({ lives: [life] }) => life !== undefined && lastsFor(life) - life.lingers > 1000,
    differs: farBehindAtEnd,
  },
  'lines that are read slowly': {
    runs: 400,
    lines: [...unique, ...repeated],
    lives: 'flooding',
    differs: slowlyRead,
  },
  'floods, unique lines': { runs: 400, lines: unique, lives: 'flooding', isFlood: true, differs: flood },
  'floods, mixed lines': {
    runs: 400,
    lines: [...unique, ...repeated],
    lives: 'flooding',
    isFlood: true,
    differs: flood,
  },
  'floods, logs that are cut': {
    runs: 400,
    lines: [...unique, ...repeated],
    lives: 'flooding',
    isCut: true,
    isFlood: true,
    differs: flood,
  },
  'standard output and error in another order': { runs: 300, lines: unique, isReordered: true },
  // An older state than that, and a life that ends and is followed by the next within it, can't be told from one
  // that goes on, unless timestamps say so: its end may seem read, or the next life's lines its own.
  'states that are old': {
    runs: 400,
    lines: [...unique, ...repeated],
    lives: 'again',
    differs: { stateLag: fc.constantFrom(100, 300, 500) },
  },
} as const satisfies Record<string, StoryClass & { readonly runs: number }>;
export type ClassName = keyof typeof classes;

/** Restarts where nothing hinders the reading of an incarnation's last lines, if only there is time. */
export const undisturbedRestarts: StoryClass = {
  lines: unique,
  lives: 'again',
  differs: {
    lag: fc.constantFrom(0, 400, 2800),
    attach: fc.constant('works' as const),
    drops: fc.constant([]),
    naps: fc.constant([]),
    keepsLog: fc.constant(true),
    failEvery: fc.constant(0),
    groupFailEvery: fc.constant(0),
  },
};
