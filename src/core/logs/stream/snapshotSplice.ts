import type { ParsedSnapshot } from '../snapshot/parsedSnapshot.ts';
import { findOccurrences } from '../snapshot/occurrences.ts';
import { clockUncertainty, socketLogSkew } from '../timings.ts';
import type { LogLine } from '../snapshot/snapshotLines.ts';

/** A complete line that a socket brought. */
export interface SocketLine {
  readonly text: string;
  /** When, by our clock (ms). */
  readonly at: number;
}

/** How socket and snapshot fit together. One of the two is empty. */
export interface SnapshotSplice {
  /** Socket lines that come after the snapshot's last line. */
  readonly print: readonly SocketLine[];
  /** Snapshot lines that the socket has yet to bring. */
  readonly skip: readonly string[];
}

const needleLines = 8;
/** Lines of standard output and standard error change their order among at most so many. */
const reorderedLines = 20;

/** What is known of times (ms). */
export interface SpliceTiming {
  /** The server's time for one of ours. */
  readonly serverTime: (local: number) => number;
  /** The log shows a line at the latest this long after the socket brought it. */
  readonly settleTime: number;
}

/**
 * Finds a socket's position in a snapshot that was asked for at `asked` (`docs/log-following.md`, rule 2): its last
 * settled lines must occur there exactly once, all it brought before and after must agree, and the time of that line
 * must be the time of their arrival, or be overtaken by later lines. `socketLines` begins after the socket's first
 * fragment.
 */
export function findSnapshotSplice(
  socketLines: readonly SocketLine[],
  log: ParsedSnapshot,
  asked: number,
  timing: SpliceTiming,
): SnapshotSplice | undefined {
  const { serverTime } = timing;
  const found = findSettled(socketLines, log, asked, timing) ?? findRecent(socketLines, log, serverTime);
  return found?.print.some(line => mayBeShown(line.text, log, serverTime(line.at))) ? undefined : found;
}

/** Whether the log may have this line already: it may order standard output and error otherwise than the socket. */
function mayBeShown(text: string, log: ParsedSnapshot, arrival: number): boolean {
  const recent = log.lines.slice(-reorderedLines);
  return recent.some(line => line.text === text && (line.stamp?.utc ?? Infinity) >= arrival - socketLogSkew);
}

/**
 * The same without waiting for lines to settle: the snapshot's last lines are timed later than some line the socket
 * brought, so it brought them too, or will. Where they occur once among its lines, and the snapshot reaches back
 * to that earlier line and has them once, no other position is left.
 */
function findRecent(
  socketLines: readonly SocketLine[],
  log: ParsedSnapshot,
  serverTime: (local: number) => number,
): SnapshotSplice | undefined {
  const needle = log.lines.slice(-needleLines).map(({ text }) => text);
  const begun = log.lines.at(-needleLines)?.stamp?.utc;
  if (begun === undefined) return undefined;
  const earlier = socketLines.findLastIndex(({ at }) => serverTime(at) + clockUncertainty <= begun);
  if (earlier < 0) return undefined;
  const [index, another] = findOccurrences(
    needle,
    socketLines.map(({ text }) => text),
  ).starts;
  if (index === undefined || another !== undefined || index <= earlier) return undefined;
  const shift = log.lines.length - needle.length - index;
  if (shift + earlier < 0 || !agree(socketLines, log, shift)) return undefined;
  const shown = findOccurrences(
    needle,
    log.lines.map(({ text }) => text),
  ).starts;
  return shown.length === 1 ? { print: socketLines.slice(log.lines.length - shift), skip: [] } : undefined;
}

function findSettled(
  socketLines: readonly SocketLine[],
  log: ParsedSnapshot,
  asked: number,
  { serverTime, settleTime }: SpliceTiming,
): SnapshotSplice | undefined {
  const count = socketLines.findLastIndex(({ at }) => at <= asked - settleTime) + 1;
  const last = socketLines[count - 1];
  if (last === undefined) return undefined;
  const texts = socketLines.map(({ text }) => text);
  const needle = texts.slice(Math.max(0, count - needleLines), count);
  const { starts, overhang } = findOccurrences(
    needle,
    log.lines.map(({ text }) => text),
  );
  const [start] = starts;
  if (starts.length !== 1 || start === undefined || overhang > 0) return undefined;
  // What came twice may have one of its occurrences before the snapshot's first line.
  if (findOccurrences(needle, texts).starts.length > 1) return undefined;
  const next = start + needle.length;
  const shift = next - count;
  if (!agree(socketLines, log, shift) || !inTime(log, log.lines[next - 1], serverTime(last.at)))
    return undefined;
  return {
    print: socketLines.slice(log.lines.length - shift),
    skip: log.lines.slice(socketLines.length + shift).map(({ text }) => text),
  };
}

/** Whether every socket line that the snapshot reaches is there, `shift` lines later. */
function agree(socketLines: readonly SocketLine[], log: ParsedSnapshot, shift: number): boolean {
  const firstWhole = log.firstMayBeCut ? 1 : 0;
  return socketLines.every(({ text }, i) => {
    const index = i + shift;
    return index < firstWhole || index >= log.lines.length || log.lines[index]?.text === text;
  });
}

function inTime(log: ParsedSnapshot, found: LogLine | undefined, arrival: number): boolean {
  // Without times, "exactly once" is worth something only if no other occurrence can have been cut off.
  if (!log.stamped) return log.fromStart;
  const time = found?.stamp?.utc;
  if (time === undefined) return false;
  const latest = log.lines.findLast(({ stamp }) => stamp)?.stamp?.utc ?? time;
  return Math.abs(arrival - time) <= socketLogSkew || latest > arrival + clockUncertainty;
}
