import type { ParsedSnapshot } from './parsedSnapshot.ts';
import { compareStamps, sameLine, type LogLine } from './snapshotLines.ts';

/** The last line that a snapshot proved to be printed, and what finds it again in another snapshot. */
export interface Anchor {
  /** Undefined: the log's beginning, before its first line. */
  readonly line: LogLine | undefined;
  /** 1 for the first of the log's lines with this text and timestamp; undefined when that isn't known. */
  readonly ordinal: number | undefined;
  /** How many lines the log has up to here; undefined when that isn't known. */
  readonly count: number | undefined;
  /** The texts of the last lines up to here, at most `contextLines`. */
  readonly context: readonly string[];
}

const contextLines = 20;
/** Fewer lines than this prove nothing by themselves. */
const leastContext = 8;

export const logBeginning: Anchor = { line: undefined, ordinal: undefined, count: 0, context: [] };

/** Where in `log` the first line after the anchor is, or would be; undefined when that isn't certain. */
export function indexAfterAnchor(log: ParsedSnapshot, anchor: Anchor): number | undefined {
  const { line, count, ordinal } = anchor;
  if (line === undefined) return log.fromStart ? 0 : undefined;
  if (log.fromStart && count !== undefined) {
    const shown = log.lines[count - 1];
    return shown !== undefined && sameLine(shown, line) ? count : undefined;
  }
  if (line.stamp === undefined) return indexAfterAnchorByContext(log, anchor);
  const equal = indexesOf(log.lines, line);
  if (showsAllLinesOfTime(log, line)) {
    if (ordinal !== undefined) return indexAfter(equal[ordinal - 1]);
    if (equal.length === 1) return indexAfter(equal[0]);
  }
  // Below a millisecond, lines don't share their time by chance.
  if (line.stamp.nanos > 0 && ordinal === 1 && equal.length === 1) return indexAfter(equal[0]);
  return indexAfterAnchorByContext(log, anchor);
}

/** The anchor at `log.lines[index]`, reached from `former`, after which `log` goes on at `from`. */
export function anchorAt(
  log: ParsedSnapshot,
  index: number,
  former: Anchor | undefined,
  from: number,
): Anchor {
  const line = log.lines[index];
  if (line === undefined) throw new RangeError(`The snapshot has no line ${index}.`);
  const shown = log.lines.slice(Math.max(from, index + 1 - contextLines), index + 1).map(({ text }) => text);
  return {
    line,
    ordinal: ordinalOf(log, line, index, former, from),
    count: log.fromStart
      ? index + 1
      : former?.count === undefined
        ? undefined
        : former.count + index + 1 - from,
    context: [...(former?.context ?? []), ...shown].slice(-contextLines),
  };
}

function ordinalOf(
  log: ParsedSnapshot,
  line: LogLine,
  index: number,
  former: Anchor | undefined,
  from: number,
) {
  if (showsAllLinesOfTime(log, line) || (line.stamp?.nanos ?? 0) > 0)
    return indexesOf(log.lines.slice(0, index + 1), line).length;
  if (former?.line === undefined || former.ordinal === undefined || !sameLine(former.line, line))
    return undefined;
  return former.ordinal + indexesOf(log.lines.slice(from, index + 1), line).length;
}

/** Whether no line of this very timestamp can have been cut off the snapshot's front. */
function showsAllLinesOfTime(log: ParsedSnapshot, { stamp }: LogLine): boolean {
  if (log.fromStart) return true;
  const first = log.lines.find(line => line.stamp)?.stamp;
  return stamp !== undefined && first !== undefined && compareStamps(first, stamp) < 0;
}

function indexesOf(lines: readonly LogLine[], wanted: LogLine): number[] {
  const indexes: number[] = [];
  lines.forEach((line, i) => {
    if (sameLine(line, wanted)) indexes.push(i);
  });
  return indexes;
}

/** Finds the anchor by the lines before it, if they leave only one index for it. */
function indexAfterAnchorByContext(log: ParsedSnapshot, { line, context }: Anchor): number | undefined {
  if (line === undefined || context.length < leastContext) return undefined;
  const firstWhole = log.firstMayBeCut ? 1 : 0;
  const possible = indexesOf(log.lines, line).filter(index =>
    context.every((text, i) => {
      const at = index - context.length + 1 + i;
      return at < firstWhole || log.lines[at]?.text === text;
    }),
  );
  const [only] = possible;
  // An index whose context is cut off can't be refuted, nor trusted.
  if (possible.length !== 1 || only === undefined || only - context.length + 1 < firstWhole) return undefined;
  return only + 1;
}

function indexAfter(index: number | undefined): number | undefined {
  return index === undefined ? undefined : index + 1;
}
