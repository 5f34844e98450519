import assert from 'node:assert/strict';
import type { ParsedSnapshot } from '../../../../src/core/logs/snapshot/parsedSnapshot.ts';
import { UnplacedLines } from '../../../../src/core/logs/stream/unplacedLines.ts';
import { aciLogLimits } from '../../../../src/core/logs/snapshot/logLimits.ts';
import { createLogDelay } from '../../../../src/core/logs/schedule/logDelay.ts';
import { createServerClock } from '../../../../src/core/logs/schedule/serverClock.ts';
import { parseSnapshotLines } from '../../../../src/core/logs/snapshot/snapshotLines.ts';

const nine = Date.UTC(2026, 0, 5, 9);
const view = (content: string): ParsedSnapshot => ({
  ...parseSnapshotLines(content),
  fromStart: true,
  whole: true,
  firstMayBeCut: false,
  serverTime: nine,
});

/** Whether a log asked for at second `asked` lacks what a socket that opened at nine brought at second 30. */
function isAhead(came: string, log: string, asked: number): boolean {
  const heard = new UnplacedLines(createServerClock(), createLogDelay(), aciLogLimits);
  heard.startSocket(nine);
  heard.recordLastLine({ text: came, at: nine + 30_000 });
  return heard.isAhead(view(log), nine + 1000 * asked);
}

describe('What a socket brought whose position isn’t known', () => {
  it('isn’t an older line of the same text', () => {
    assert.equal(isAhead('ok', '2026-01-05T09:00:01Z ok\n', 35), true);
    assert.equal(isAhead('ok', '2026-01-05T09:00:30Z ok\n', 35), false);
  });

  it('is in a log that has had time enough, whatever its timestamps say: they may all be those of the start', () => {
    assert.equal(isAhead('ok', '2026-01-05T09:00:01Z ok\n', 41), false);
    assert.equal(isAhead('ok', '2026-01-05T09:00:01Z no\n', 41), true);
  });

  it('is in a log that shows the whole character whose rest came first', () => {
    assert.equal(isAhead('\uFFFD!', '2026-01-05T09:00:30Z é!', 35), false);
    assert.equal(isAhead('\uFFFD!', '2026-01-05T09:00:30Z é?', 35), true);
  });

  it('is in a log that shows the beginning of a character at its end as a replacement', () => {
    assert.equal(isAhead('half', '2026-01-05T09:00:30Z half\uFFFD', 35), false);
  });
});
