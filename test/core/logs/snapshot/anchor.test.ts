import assert from 'node:assert/strict';
import { anchorAt, indexAfterAnchor, logBeginning } from '../../../../src/core/logs/snapshot/anchor.ts';
import type { ParsedSnapshot } from '../../../../src/core/logs/snapshot/parsedSnapshot.ts';
import { parseSnapshotLines } from '../../../../src/core/logs/snapshot/snapshotLines.ts';

function view(content: string, known: Partial<ParsedSnapshot> = {}): ParsedSnapshot {
  return {
    ...parseSnapshotLines(content),
    fromStart: false,
    whole: false,
    firstMayBeCut: false,
    serverTime: 0,
    ...known,
  };
}
/** `5a` is a line `a` of second 5. */
const log = (lines: string) =>
  lines
    .split(' ')
    .map(line => `2026-01-05T09:00:0${line.charAt(0)}Z ${line.slice(1)}\n`)
    .join('');

describe('The anchor', () => {
  it('is found by time and text, wherever the snapshot begins', () => {
    const anchor = anchorAt(view(log('1a 2a 3a'), { fromStart: true }), 1, undefined, 0);
    assert.equal(indexAfterAnchor(view(log('1a 2a 3a 4a')), anchor), 2);
    assert.equal(indexAfterAnchor(view(log('1x 2a 4a')), anchor), 2);
  });

  it('is told from its equals by their number', () => {
    const anchor = anchorAt(view(log('1a 2a 2a'), { fromStart: true }), 2, undefined, 0);
    assert.equal(anchor.ordinal, 2);
    assert.equal(indexAfterAnchor(view(log('1a 2a 2a 2a 3b')), anchor), 3);
  });

  it('is not found among equals of which some may be cut off', () => {
    const anchor = anchorAt(view(log('1a 2a 2a'), { fromStart: true }), 2, undefined, 0);
    assert.equal(indexAfterAnchor(view(log('2a 2a 3b')), anchor), undefined);
  });

  it('is not found where it is not', () => {
    const anchor = anchorAt(view(log('1a 2a'), { fromStart: true }), 1, undefined, 0);
    assert.equal(indexAfterAnchor(view(log('1a 2b 3a'), { fromStart: true }), anchor), undefined);
  });

  it('is found by its number where there are no times', () => {
    const anchor = anchorAt(view('x\nx\nx\n', { fromStart: true }), 2, undefined, 0);
    assert.equal(indexAfterAnchor(view('x\nx\nx\nx\n', { fromStart: true }), anchor), 3);
    assert.equal(indexAfterAnchor(view('x\nx\nx\nx\n'), anchor), undefined);
  });

  it('is found by the lines before it where nothing else is left', () => {
    const lines = Array.from({ length: 12 }, (_, i) => `${i}\n`);
    const anchor = anchorAt(view(lines.join(''), { fromStart: true }), 9, undefined, 0);
    assert.equal(indexAfterAnchor(view(lines.slice(0).join('')), anchor), 10);
    assert.equal(indexAfterAnchor(view(lines.slice(5).join('')), anchor), undefined);
  });

  it('may be the beginning of the log', () => {
    assert.equal(indexAfterAnchor(view(log('1a'), { fromStart: true }), logBeginning), 0);
    assert.equal(indexAfterAnchor(view(log('1a')), logBeginning), undefined);
  });
});
