import assert from 'node:assert/strict';
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
  const lines = transcript.resumeAfterGap(cut(next));
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
});
