import * as l10n from '@vscode/l10n';
import { aciLogLimits, mayBeTruncated } from '../../core/logs/snapshot/logLimits.ts';
import { splitIntoPieces } from '../../core/logs/snapshot/lineText.ts';
import type { ContainerPhase } from '../../core/logs/container/containerPhase.ts';
import { parseSnapshotLines } from '../../core/logs/snapshot/snapshotLines.ts';
import { escapeLogLine } from './cleanLine.ts';
import { itemText, noticeText, type Timestamps } from './itemText.ts';

/**
 * A log as a document: cleaned line by line, very long lines in pieces that an editor can bear. `content` has to be
 * read with timestamps unless they are `off`. Says so where older lines are gone, and where there is nothing to read.
 */
export function formatSnapshot(
  content: string,
  { kind, detail }: Pick<ContainerPhase, 'kind' | 'detail'>,
  timestamps: Timestamps,
): string {
  if (content === '') {
    return noticeText(
      kind === 'running' ? l10n.t('the log is empty') : l10n.t('there is no log: {0}', detail),
    );
  }
  const lines = timestamps === 'off' ? plainLines(content) : stampedLines(content, timestamps);
  const bytes = new TextEncoder().encode(content).length;
  const isCut = mayBeTruncated(bytes, lines.length, kind === 'running', aciLogLimits);
  const head = isCut ? noticeText(l10n.t('older lines may be missing: Azure keeps no more')) : '';
  return head + lines.join('');
}

function plainLines(content: string): readonly string[] {
  const lines = content.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.flatMap(line =>
    splitIntoPieces(line.replace(/\r$/, '')).map(piece => `${escapeLogLine(piece)}\n`),
  );
}

function stampedLines(content: string, timestamps: Timestamps): readonly string[] {
  const { lines, partial } = parseSnapshotLines(content);
  const all = partial ? [...lines, partial] : lines;
  return all.map(({ text, stamp }) =>
    itemText({ kind: 'line', text, time: stamp && { utc: stamp.utc, exact: true } }, timestamps),
  );
}
