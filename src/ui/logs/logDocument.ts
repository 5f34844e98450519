import { aciLimits, mayBeCut } from '../../core/follow/limits.ts';
import { pieces } from '../../core/follow/logText.ts';
import type { Phase } from '../../core/follow/phase.ts';
import { readSnapshotLines } from '../../core/follow/snapshotLines.ts';
import type { Translate } from '../translate.ts';
import { logLine } from './cleanLine.ts';
import { itemText, remarkText, type Timestamps } from './itemText.ts';

/**
 * A log as a document: cleaned line by line, very long lines in pieces that an editor can bear. `content` has to be
 * read with timestamps unless they are `off`. Says so where older lines are gone, and where there is nothing to read.
 */
export function logDocument(
  content: string,
  { kind, detail }: Pick<Phase, 'kind' | 'detail'>,
  timestamps: Timestamps,
  t: Translate,
): string {
  if (content === '') {
    return remarkText(kind === 'running' ? t('the log is empty') : t('there is no log: {0}', detail));
  }
  const lines = timestamps === 'off' ? plainLines(content) : stampedLines(content, timestamps, t);
  const bytes = new TextEncoder().encode(content).length;
  const isCut = mayBeCut(bytes, lines.length, kind === 'running', aciLimits);
  const head = isCut ? remarkText(t('older lines may be missing: Azure keeps no more')) : '';
  return head + lines.join('');
}

function plainLines(content: string): readonly string[] {
  const lines = content.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.flatMap(line => pieces(line.replace(/\r$/, '')).map(piece => `${logLine(piece)}\n`));
}

function stampedLines(content: string, timestamps: Timestamps, t: Translate): readonly string[] {
  const { lines, partial } = readSnapshotLines(content);
  const all = partial ? [...lines, partial] : lines;
  return all.map(({ text, stamp }) =>
    itemText({ kind: 'line', text, time: stamp && { utc: stamp.utc, exact: true } }, timestamps, t),
  );
}
