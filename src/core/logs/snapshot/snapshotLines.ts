import { atOnce } from '../schedule/piecewise.ts';
import { collapseReplacements, splitIntoPieces } from './lineText.ts';

/** When the service wrote a line. Two fields because nanoseconds since 1970 don't fit a number. */
export interface Stamp {
  /** ms since the epoch, UTC. */
  readonly utc: number;
  /** The nanoseconds within that millisecond. */
  readonly nanos: number;
}

export interface LogLine {
  readonly text: string;
  readonly stamp: Stamp | undefined;
}

/** A log text taken apart. */
export interface SnapshotLines {
  /** The complete lines, oldest first. */
  readonly lines: readonly LogLine[];
  /** What is written of the line that isn't complete yet. */
  readonly partial: LogLine | undefined;
  /** Whether the service put timestamps before the lines. */
  readonly stamped: boolean;
}

/** RFC3339 with any number of fraction digits and any offset; which the service writes isn't known, so all are read. */
const stampPattern = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:?\d\d)(?: |$)/;

/** Takes the text of a log that was read with `timestamps` apart into lines. */
export function parseSnapshotLines(content: string): SnapshotLines {
  return atOnce(parseInPieces(content, Infinity));
}

/** The same with a break after each `pieceLines` lines. */
export function* parseInPieces(content: string, pieceLines: number): Generator<void, SnapshotLines> {
  const lines: LogLine[] = [];
  let from = 0;
  for (let count = 1, end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', from), count++) {
    const text = content.slice(from, end);
    lines.push(...stampedPieces(text.endsWith('\r') ? text.slice(0, -1) : text));
    from = end + 1;
    if (count % pieceLines === 0) yield;
  }
  const open = content.slice(from);
  let partial: LogLine | undefined;
  if (open !== '') {
    const cut = stampedPieces(open);
    partial = cut.pop();
    lines.push(...cut);
  }
  const stamped = lines.some(line => line.stamp) || partial?.stamp !== undefined;
  return { lines, partial, stamped };
}

function stampedPieces(text: string): LogLine[] {
  const { stamp, rest } = takeStamp(text);
  return splitIntoPieces(collapseReplacements(rest)).map(piece => ({ text: piece, stamp }));
}

function takeStamp(text: string): { stamp: Stamp | undefined; rest: string } {
  const match = stampPattern.exec(text);
  if (!match) return { stamp: undefined, rest: text };
  const [prefix, date = '', time = '', fraction = '', offset = ''] = match;
  const seconds = Date.parse(`${date}T${time}${offset.toUpperCase()}`);
  if (Number.isNaN(seconds)) return { stamp: undefined, rest: text };
  const digits = fraction.slice(0, 9).padEnd(9, '0');
  const stamp = { utc: seconds + Number(digits.slice(0, 3)), nanos: Number(digits.slice(3)) };
  return { stamp, rest: text.slice(prefix.length) };
}

/** Negative when `a` is earlier than `b`, 0 when they are the same. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.utc - b.utc || a.nanos - b.nanos;
}

/** Whether two snapshot lines may be the same one: same text at the same time. */
export function sameLine(a: LogLine, b: LogLine): boolean {
  if (a.text !== b.text) return false;
  if (a.stamp === undefined || b.stamp === undefined) return a.stamp === b.stamp;
  return compareStamps(a.stamp, b.stamp) === 0;
}
