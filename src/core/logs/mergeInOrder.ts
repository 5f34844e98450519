import type { Clock } from '../clock.ts';
import { createWakeSignal } from './schedule/wakeSignal.ts';
import { workTurnsOf } from './schedule/workTurns.ts';
import { firstItemTimeout, longestMergeWindow, mergeWindow, widenedWindowDuration } from './timings.ts';

/**
 * Where an item belongs: at a time (ms since the epoch, UTC); after all that has arrived so far; or right after the
 * item of its own source before it.
 */
export type MergePosition = number | 'asArrived' | 'asBefore';

/** Sources are read no further while so many items wait, or heavier ones of the same weight; each has its share. */
const mostWaitingWeight = 40_000;
/** So many items are given out before others may have the thread. */
const pieceItems = 250;

/**
 * Merges sources into one, in the order of their positions: items that arrive at most `mergeWindow` after their
 * position come out in order; later ones as soon as they can, and for some time everything waits longer for them.
 * Each source keeps its own order and waits while `weightOf` all its waiting items is too much; nothing is lost or repeated. `open` starts the sources, under a
 * signal that ends with the merged iteration. Throws what a source throws.
 */
export async function* mergeInOrder<T>(
  open: (signal: AbortSignal) => readonly AsyncIterable<T>[],
  positionOf: (item: T) => MergePosition,
  clock: Clock,
  signal: AbortSignal,
  weightOf: (item: T) => number = () => 1,
): AsyncGenerator<T, void> {
  const controller = new AbortController();
  const own = AbortSignal.any([signal, controller.signal]);
  const wakeSignal = createWakeSignal(clock, own);
  const opensAt = clock.now() + firstItemTimeout;
  const arrivals: Arrivals = { count: 0, latest: -Infinity };
  const adaptiveWindow = new AdaptiveWindow(clock);
  const opened = open(own);
  const share = mostWaitingWeight / opened.length;
  const sources = opened.map(items => new MergeSource(items, arrivals, weightOf, share));
  const workTurns = workTurnsOf(clock);
  let given = 0;
  const reading = sources.map(source => source.read(positionOf, clock, own, () => wakeSignal.wake()));
  try {
    for (;;) {
      const allEnded = sources.every(({ ended }) => ended);
      const isOpen = clock.now() >= opensAt || sources.every(({ begun, ended }) => begun || ended);
      for (;;) {
        const due = oldestArrival(sources) + adaptiveWindow.window;
        if (due === Infinity || !(allEnded || (isOpen && due <= clock.now()))) break;
        const first = sources.reduce(earlierSource).take();
        if (!first) break;
        adaptiveWindow.recordEmitted(first);
        yield first.item;
        if (++given % pieceItems === 0) await workTurns.afterPiece(own);
      }
      for (const { failure } of sources) if (failure) throw failure.error;
      if (allEnded) return;
      const due = oldestArrival(sources) + adaptiveWindow.window;
      await wakeSignal.wait((isOpen ? due : Math.max(due, opensAt)) - clock.now());
    }
  } finally {
    controller.abort();
    for (const source of sources) source.stopWaiting();
    await Promise.all(reading);
  }
}

interface Arrivals {
  count: number;
  /** The latest position of anything that has arrived. */
  latest: number;
}

interface BufferedItem<T> {
  readonly item: T;
  readonly at: number;
  /** Its number among all arrivals. */
  readonly order: number;
  /** When, by our clock (ms). */
  readonly arrived: number;
}

/** One source, and those of its items that wait for others'. */
class MergeSource<T> {
  readonly #source: AsyncIterable<T>;
  readonly #arrivals: Arrivals;
  #waiting: BufferedItem<T>[] = [];
  /** How many of them are given out: taking from an array's front one by one is slow. */
  #taken = 0;
  /** The position of its last item: what comes later isn't before. */
  #last = -Infinity;
  #weight = 0;
  readonly #weightOf: (item: T) => number;
  readonly #mostWeight: number;
  #resume: () => void = () => undefined;
  begun = false;
  ended = false;
  failure: { readonly error: unknown } | undefined;

  constructor(
    source: AsyncIterable<T>,
    arrivals: Arrivals,
    weightOf: (item: T) => number,
    mostWeight: number,
  ) {
    this.#source = source;
    this.#arrivals = arrivals;
    this.#weightOf = weightOf;
    this.#mostWeight = mostWeight;
  }

  get first(): BufferedItem<T> | undefined {
    return this.#waiting[this.#taken];
  }

  take(): BufferedItem<T> | undefined {
    const { first } = this;
    this.#taken += 1;
    if (first) this.#weight -= this.#weightOf(first.item);
    if (this.#taken >= 1000 || this.first === undefined) {
      this.#waiting = this.#waiting.slice(this.#taken);
      this.#taken = 0;
    }
    if (this.#weight <= this.#mostWeight / 2) this.#resume();
    return first;
  }

  /** Reads the source to its end; `notify` is called when there is an item to take, and at its end. Never throws. */
  async read(
    positionOf: (item: T) => MergePosition,
    clock: Clock,
    signal: AbortSignal,
    notify: () => void,
  ): Promise<void> {
    try {
      for await (const item of this.#source) {
        if (signal.aborted) return;
        const isFirst = this.first === undefined;
        this.#add(item, positionOf(item), clock.now());
        if (isFirst) notify();
        if (this.#weight >= this.#mostWeight) await new Promise<void>(go => (this.#resume = go));
      }
    } catch (error) {
      if (!signal.aborted) this.failure = { error };
    } finally {
      this.ended = true;
      notify();
    }
  }

  /** Lets a reader that waits for room go on, to see that the merging has ended. */
  stopWaiting(): void {
    this.#resume();
  }

  #add(item: T, position: MergePosition, arrived: number): void {
    const arrivals = this.#arrivals;
    const wanted =
      position === 'asArrived' ? arrivals.latest : position === 'asBefore' ? this.#last : position;
    this.#last = Math.max(this.#last, wanted);
    arrivals.latest = Math.max(arrivals.latest, this.#last);
    arrivals.count += 1;
    this.#weight += this.#weightOf(item);
    this.#waiting.push({ item, at: this.#last, order: arrivals.count, arrived });
    this.begun = true;
  }
}

/** When the first of all that waits arrived; `Infinity` when nothing does. */
function oldestArrival<T>(sources: readonly MergeSource<T>[]): number {
  return Math.min(...sources.map(({ first }) => first?.arrived ?? Infinity));
}

/** How long items wait for each other: longer for a while after one came too late. */
class AdaptiveWindow {
  readonly #clock: Clock;
  #lateUntil = -Infinity;
  #longer = mergeWindow;
  /** Of all that was given out, what comes last. */
  #last: { readonly at: number; readonly arrived: number } = { at: -Infinity, arrived: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get window(): number {
    return this.#clock.now() < this.#lateUntil ? this.#longer : mergeWindow;
  }

  recordEmitted(item: { readonly at: number; readonly arrived: number }): void {
    if (item.at >= this.#last.at) {
      this.#last = item;
      return;
    }
    const needed = item.arrived - this.#last.arrived + mergeWindow;
    if (needed > longestMergeWindow) return;
    this.#longer = Math.max(this.window, needed);
    this.#lateUntil = this.#clock.now() + widenedWindowDuration;
  }
}

/** The source whose first item comes first. */
function earlierSource<T>(a: MergeSource<T>, b: MergeSource<T>): MergeSource<T> {
  if (!a.first || !b.first) return a.first ? a : b;
  return a.first.at < b.first.at || (a.first.at === b.first.at && a.first.order < b.first.order) ? a : b;
}
