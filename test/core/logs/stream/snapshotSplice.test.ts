import assert from 'node:assert/strict';
import type { ParsedSnapshot } from '../../../../src/core/logs/snapshot/parsedSnapshot.ts';
import { parseSnapshotLines } from '../../../../src/core/logs/snapshot/snapshotLines.ts';
import { findSnapshotSplice } from '../../../../src/core/logs/stream/snapshotSplice.ts';

const nine = Date.UTC(2026, 0, 5, 9);
const timing = { serverTime: (local: number) => local, settleTime: 3000 };
/** `a@2`: line `a` at second 2. */
const parts = (text: string) =>
  text
    .split(' ')
    .map(part => ({ text: part.replace(/@.*/, ''), at: nine + 1000 * Number(part.split('@')[1]) }));
const view = (text: string): ParsedSnapshot => ({
  ...parseSnapshotLines(
    parts(text)
      .map(line => `${new Date(line.at).toISOString()} ${line.text}\n`)
      .join(''),
  ),
  fromStart: true,
  whole: true,
  firstMayBeCut: false,
  serverTime: nine,
});
const splice = (heard: string, log: string, asked: number) =>
  findSnapshotSplice(parts(heard), view(log), nine + 1000 * asked, timing);

describe('Splicing a socket to a snapshot', () => {
  it('prints what the socket brought after the snapshot', () => {
    const found = splice('a@1 b@2 c@6', 'z@0 a@1 b@2', 6);
    assert.ok(found);
    assert.deepEqual(
      found.print.map(({ text }) => text),
      ['c'],
    );
    assert.deepEqual(found.skip, []);
  });

  it('skips what the socket has yet to bring', () => {
    const found = splice('a@1 b@2', 'a@1 b@2 c@6', 6);
    assert.deepEqual(found, { print: [], skip: ['c'] });
  });

  const refusals: [why: string, heard: string, log: string, asked: number][] = [
    ['nothing has settled', 'a@5', 'a@5', 6],
    ['there are two positions for it', 'a@2', 'a@1 a@2', 9],
    ['its position may be still to come', 'a@1 a@2', 'a@1 a@2', 9],
    ['it is not there', 'a@1', 'b@1', 9],
    ['what follows disagrees', 'a@1 x@7', 'a@1 b@7', 9],
    [
      'what went before disagrees',
      'x@0 a@1 b@1 c@1 d@1 e@1 f@1 g@1 h@1',
      'y@0 a@1 b@1 c@1 d@1 e@1 f@1 g@1 h@1',
      9,
    ],
    ['it came twice, and its first occurrence may be cut off', 'a@1 b@2 c@3 a@4 b@5', 'c@3 a@4 b@5', 5],
    ['its time is another', 'a@60', 'a@1', 90],
  ];
  for (const [why, heard, log, asked] of refusals) {
    it(`refuses when ${why}`, () => assert.equal(splice(heard, log, asked), undefined));
  }

  it('accepts a replayed line once later lines prove that the log has it', () => {
    assert.ok(splice('a@60 b@60', 'a@1 b@2 c@70', 90));
  });

  it('refuses to print what the log may have in another order, as with standard output and error', () => {
    assert.equal(splice('a@2 b@2 c@4', 'c@2 a@2 b@2', 6), undefined);
    assert.equal(splice('a@3 b@3 c@5', 'c@1 a@3 b@3', 6)?.print.length, 1);
  });
});

describe('Splicing a socket before its lines have settled', () => {
  const eight = 'b@3 c@3 d@3 e@3 f@3 g@3 h@3 i@3';

  it('takes the log’s last eight lines that are timed later than a line the socket brought before', () => {
    const found = splice(`a@1 ${eight} j@4`, `z@0 a@1 ${eight}`, 3);
    assert.deepEqual(
      found?.print.map(({ text }) => text),
      ['j'],
    );
    assert.deepEqual(found.skip, []);
  });

  const refusals: [why: string, heard: string, log: string][] = [
    ['the log has fewer lines', 'a@1 b@3 c@3', 'a@1 b@3 c@3'],
    ['no line came surely before them', `a@2 ${eight}`, `a@2 ${eight}`],
    ['the socket brought them twice', `a@1 ${eight} ${eight}`, `a@1 ${eight}`],
    ['the log has them twice', `a@1 ${eight}`, `a@0 ${eight} a@1 ${eight}`],
    ['what went before disagrees', `a@1 ${eight}`, `x@1 ${eight}`],
    ['the log does not reach back to the line before', `a@1 ${eight}`, eight],
    ['the socket brought only part of them', 'a@1 b@3 c@3 d@3', `a@1 ${eight}`],
  ];
  for (const [why, heard, log] of refusals) {
    it(`refuses when ${why}`, () => assert.equal(splice(heard, log, 3), undefined));
  }
});
