import assert from 'node:assert/strict';
import { atOnce } from '../../../../src/core/logs/schedule/piecewise.ts';
import type { ParsedSnapshot } from '../../../../src/core/logs/snapshot/parsedSnapshot.ts';
import { parseSnapshotLines } from '../../../../src/core/logs/snapshot/snapshotLines.ts';
import { Transcript } from '../../../../src/core/logs/snapshot/transcript.ts';

const nine = Date.UTC(2026, 0, 5, 9);
/** `a@2`: line `a` at second 2. */
const parts = (text: string) =>
  text
    .split(' ')
    .map(part => ({ text: part.replace(/@.*/, ''), at: nine + 1000 * Number(part.split('@')[1]) }));
/** A log of which only these lines are left. */
const cut = (text: string): ParsedSnapshot => ({
  ...parseSnapshotLines(
    parts(text)
      .map(line => `${new Date(line.at).toISOString()} ${line.text}\n`)
      .join(''),
  ),
  fromStart: false,
  whole: true,
  firstMayBeCut: false,
  serverTime: nine + 60_000,
});

/** What is printed of `next` after a gap, where `first` was read before and the socket brought `live` since then. */
function resumed(first: string, live: string, next: string): string {
  const transcript = new Transcript({ tail: 0 });
  transcript.applySnapshot(cut(first));
  if (live !== '') for (const { text, at } of parts(live)) transcript.recordSocketLine(text, at);
  const lines = atOnce(transcript.resumeAfterGap(cut(next)));
  return lines.map(({ text }) => text).join(' ');
}

describe('Going on in a log that no longer has the last proven line', () => {
  it('leaves out what the socket brought', () => {
    assert.equal(resumed('a@1', 'b@3 c@4', 'b@3 c@4 d@20'), 'd');
  });

  it('leaves out a log that ends with the first line of what the socket brought, if it may be that one', () => {
    assert.equal(resumed('a@1', 'b@3 c@4', 'y@2 b@3'), '');
  });

  it('prints a log that ends with such a text, but later', () => {
    assert.equal(resumed('a@1', 'b@3 c@4', 'y@20 b@21'), 'y b');
  });

  it('prints a log that ends with the text of a proven line, but later than the last of those', () => {
    assert.equal(resumed('a@1 b@2 c@3', '', 'y@3 z@4 a@20'), 'y z a');
  });

  it('finds its way among more equal lines than a call can have arguments', () => {
    const transcript = new Transcript({ tail: 0 });
    transcript.applySnapshot(cut('a@1'));
    for (let count = 0; count < 150_000; count++) transcript.recordSocketLine('y', nine + 3000);
    assert.deepEqual(atOnce(transcript.resumeAfterGap(cut('y@3 y@3'))), []);
  });
});

describe('A proof', () => {
  it('needs no line that was proven before where nothing came before the socket', () => {
    const transcript = new Transcript('firstLine');
    const live = Array.from({ length: 30 }, (_, n) => `line${n}`);
    for (const text of live) transcript.recordSocketLine(text, nine);
    const last = cut(
      live
        .slice(10, 20)
        .map(text => `${text}@1`)
        .join(' '),
    );
    assert.deepEqual(transcript.applySnapshot({ ...last, whole: false }), { kind: 'lags' });
    assert.equal(transcript.unproven.lines, 10);
  });
});
