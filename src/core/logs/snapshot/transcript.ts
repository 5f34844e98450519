import { anchorAt, indexAfterAnchor, logBeginning, type Anchor } from './anchor.ts';
import { comparingWork, findOccurrences } from './occurrences.ts';
import type { ParsedSnapshot } from './parsedSnapshot.ts';
import { longestPrintedPrefix } from './printedPrefix.ts';
import { compareStamps, type LogLine, type Stamp } from './snapshotLines.ts';
import { clockUncertainty, longestLag } from '../timings.ts';

/** What a snapshot says about what has been printed (`docs/log-following.md`, rule 1). */
export type SnapshotComparison =
  /** The anchor isn't in it, but may be in a larger one. */
  | { readonly kind: 'needsLargerSnapshot' }
  /** The anchor isn't in the whole log: another incarnation, or a log that was cut. */
  | { readonly kind: 'lost' }
  /** It doesn't show yet all that the socket brought. */
  | { readonly kind: 'lags' }
  /** It goes on from what is printed: these lines come next. */
  | { readonly kind: 'agrees'; readonly print: readonly LogLine[] }
  /** It contradicts what the socket brought: a gap, then these lines. */
  | { readonly kind: 'differs'; readonly print: readonly LogLine[] };

/** Where to begin: some lines before the end (0 = as far back as the log goes), or at the incarnation's first line. */
export type StartPosition = { readonly tail: number } | 'firstLine';

/** Keeps account of one incarnation's printed lines: which are proven, and which only the socket brought. */
export class Transcript {
  #anchor: Anchor | undefined;
  /** What was printed from the socket after the anchor: the texts, and when they came by the server's clock (ms). */
  #since: string[] = [];
  #sinceTimes: number[] = [];
  #sinceLength = 0;

  readonly #tail: number;

  /** Begins `tail` lines before the end (0 = as far back as the log goes), or at the incarnation's first line. */
  constructor(begin: StartPosition) {
    this.#anchor = begin === 'firstLine' ? logBeginning : undefined;
    this.#tail = begin === 'firstLine' ? 0 : begin.tail;
  }

  /** How many lines a snapshot has to prove, and their length in UTF-16 units. */
  get unproven(): { readonly lines: number; readonly length: number } {
    return { lines: this.#since.length, length: this.#sinceLength };
  }

  /** Whether a snapshot was read. */
  get hasReadSnapshot(): boolean {
    return this.#anchor !== undefined;
  }

  /** Whether a line is known that distinguishes this incarnation's log from another's. */
  get hasAnchor(): boolean {
    return this.#anchor?.line !== undefined;
  }

  /** A socket line was printed, which came at a time by the server's clock (ms). */
  recordSocketLine(text: string, utc: number): void {
    this.#since.push(text);
    this.#sinceTimes.push(utc);
    this.#sinceLength += text.length;
  }

  /** Compares a snapshot with what is printed. What the answer says to print counts as printed. */
  applySnapshot(log: ParsedSnapshot): SnapshotComparison {
    if (this.#anchor === undefined) return this.#begin(log);
    const from = indexAfterAnchor(log, this.#anchor);
    if (from !== undefined) return this.#goOn(log, from);
    const isProven = (log.whole || this.isAfterAnchor(log)) && this.#proveWithoutAnchor(log);
    if (isProven) return this.#since.length === 0 ? { kind: 'agrees', print: [] } : { kind: 'lags' };
    return { kind: log.whole ? 'lost' : 'needsLargerSnapshot' };
  }

  /**
   * Goes on after a gap, in a log that no longer has the anchor. Repeats nothing; may leave out more. With breaks, at
   * each of which it says how much work was done: nothing else may be asked of the transcript meanwhile.
   */
  *resumeAfterGap(log: ParsedSnapshot): Generator<number, readonly LogLine[]> {
    const { lines } = log;
    const first = Math.max(log.firstMayBeCut ? 1 : 0, this.#linesBeforeAnchorTime(lines));
    const texts = lines.slice(first).map(({ text }) => text);
    // Where timestamps don't decide, the last proven lines may be there as well.
    const undecided = lines[first]?.stamp === undefined || this.#isAnchorTime(lines[first]);
    const context = undecided ? (this.#anchor?.context ?? []) : [];
    const last = lines.at(-1)?.stamp;
    yield comparingWork;
    const { consumed, notReached } = yield* longestPrintedPrefix(
      context.concat(this.#since),
      texts,
      index => this.#mayBeOf(index - context.length, last),
      indexes =>
        this.#nearest(
          indexes.map(index => index - context.length),
          last?.utc,
        ),
    );
    yield comparingWork;
    const print = lines.slice(first + consumed);
    if (lines.length > 0) this.#moveTo(log, lines.length - 1, undefined, 0);
    this.#setSince(notReached);
    return print;
  }

  #begin(log: ParsedSnapshot): SnapshotComparison {
    if (log.lines.length === 0) {
      if (log.fromStart) this.#anchor = logBeginning;
      return { kind: 'agrees', print: [] };
    }
    const anchor = anchorAt(log, log.lines.length - 1, undefined, 0);
    // A larger snapshot shows which of several equal lines it is.
    if (anchor.ordinal === undefined && !log.whole) return { kind: 'needsLargerSnapshot' };
    this.#anchor = anchor;
    const whole = log.firstMayBeCut ? 1 : 0;
    const shown = log.lines.length + (log.partial ? 1 : 0);
    const first = this.#tail === 0 ? whole : Math.max(whole, shown - this.#tail);
    return { kind: 'agrees', print: log.lines.slice(first) };
  }

  #goOn(log: ParsedSnapshot, from: number): SnapshotComparison {
    const after = log.lines.slice(from);
    const since = this.#since;
    const both = Math.min(after.length, since.length);
    let same = 0;
    while (same < both && after[same]?.text === since[same]) same++;
    if (same < both) return { kind: 'differs', print: this.#takeWhatIsNew(log, from, same) };
    if (after.length > 0) this.#moveTo(log, log.lines.length - 1, this.#anchor, from);
    this.#setSince(since.slice(both));
    return both < since.length ? { kind: 'lags' } : { kind: 'agrees', print: after.slice(both) };
  }

  /** The log's lines that the socket hasn't brought; what it brought and the log hasn't yet stays unproven. */
  #takeWhatIsNew(log: ParsedSnapshot, from: number, same: number): readonly LogLine[] {
    const unmatched = new Map<string, number>();
    for (const text of this.#since.slice(same)) unmatched.set(text, (unmatched.get(text) ?? 0) + 1);
    const print = log.lines.slice(from + same).filter(({ text }) => !takeOne(unmatched, text));
    // What the log still doesn't show after so long was never its next line.
    const mayCome = (this.#sinceTimes.at(-1) ?? -Infinity) > log.serverTime - longestLag;
    const rest = mayCome ? this.#since.slice(same).reverse() : [];
    const notReached = rest.filter(text => takeOne(unmatched, text)).reverse();
    this.#moveTo(log, log.lines.length - 1, this.#anchor, from);
    this.#setSince(notReached);
    return print;
  }

  /** Much was printed live since the last proof, and the anchor aged out: the log may still be found in it. */
  #proveWithoutAnchor(log: ParsedSnapshot): boolean {
    const texts = log.lines.slice(log.firstMayBeCut ? 1 : 0).map(({ text }) => text);
    if (texts.length < 8 || texts.length > this.#since.length) return false;
    const { starts, overhang } = findOccurrences(texts, this.#since);
    const [start] = starts;
    if (starts.length !== 1 || start === undefined || overhang > 0) return false;
    this.#moveTo(log, log.lines.length - 1, undefined, 0);
    this.#setSince(this.#since.slice(start + texts.length));
    return true;
  }

  /** Whether all lines of the log surely come after the anchor. */
  isAfterAnchor({ lines }: ParsedSnapshot): boolean {
    // All lines come after the log's beginning.
    if (this.#anchor === logBeginning) return true;
    const anchor = this.#anchor?.line?.stamp;
    const first = lines[0]?.stamp;
    return anchor !== undefined && first !== undefined && compareStamps(first, anchor) > 0;
  }

  #linesBeforeAnchorTime(lines: readonly LogLine[]): number {
    const time = this.#anchor?.line?.stamp;
    if (time === undefined) return 0;
    return 1 + lines.findLastIndex(({ stamp }) => stamp !== undefined && compareStamps(stamp, time) < 0);
  }

  #isAnchorTime({ stamp }: LogLine): boolean {
    const time = this.#anchor?.line?.stamp;
    return stamp !== undefined && time !== undefined && compareStamps(stamp, time) === 0;
  }

  /**
   * Whether what the socket brought there, or a proven line before that, may have been written at `stamp`: nothing
   * comes before it is written, and nothing proven is younger than the anchor.
   */
  #mayBeOf(index: number, stamp: Stamp | undefined): boolean {
    if (stamp === undefined) return true;
    const anchor = this.#anchor?.line?.stamp;
    if (index < 0) return anchor === undefined || compareStamps(stamp, anchor) <= 0;
    return (this.#sinceTimes[index] ?? Infinity) + clockUncertainty >= stamp.utc;
  }

  /** Which of several lines the socket brought at about `time`; the first one without a time. */
  #nearest(ends: readonly number[], time: number | undefined): number {
    if (time === undefined) return 0;
    const distanceAt = (index: number) => Math.abs((this.#sinceTimes[ends[index] ?? -1] ?? Infinity) - time);
    // No spread: there may be more of them than a call can have arguments.
    return ends.reduce((nearest, _, index) => (distanceAt(index) < distanceAt(nearest) ? index : nearest), 0);
  }

  #moveTo(log: ParsedSnapshot, index: number, former: Anchor | undefined, from: number): void {
    this.#anchor = anchorAt(log, index, former, from);
  }

  /** `texts` are the last ones of those printed from the socket, at least nearly. */
  #setSince(texts: string[]): void {
    this.#since = texts;
    this.#sinceTimes = this.#sinceTimes.slice(Math.max(0, this.#sinceTimes.length - texts.length));
    this.#sinceLength = texts.reduce((sum, { length }) => sum + length, 0);
  }
}

function takeOne(counts: Map<string, number>, text: string): boolean {
  const count = counts.get(text) ?? 0;
  if (count > 0) counts.set(text, count - 1);
  return count > 0;
}
