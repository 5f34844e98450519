import assert from 'node:assert/strict';
import { formatSnapshot } from '../../../src/ui/logs/formatSnapshot.ts';

const running = { kind: 'running', detail: 'Running' } as const;
const ended = { kind: 'over', detail: 'Terminated: Completed' } as const;

describe('A log as a document', () => {
  it('is the log', () => {
    assert.equal(formatSnapshot('one\ntwo\nthr', running, 'off'), 'one\ntwo\nthr\n');
  });

  it('leaves timestamps that the container writes itself alone', () => {
    const own = '2026-01-05T09:00:00Z hello\n';
    assert.equal(formatSnapshot(own, running, 'off'), own);
  });

  it('shows the timestamps of the service as the settings want them', () => {
    const content = '2026-01-05T09:00:00.123456789Z hello\r\n';
    assert.equal(formatSnapshot(content, running, 'utc'), '2026-01-05T09:00:00.123Z hello\n');
  });

  it('is harmless', () => {
    assert.equal(formatSnapshot('\u001b[31mred\u001b[0m\u0007\n', running, 'off'), 'red\n');
  });

  it('breaks a line of 4 MB in pieces that an editor bears, losing nothing (long lines cut off, azure-cli#5163)', () => {
    const long = 'x'.repeat(4_000_000 - 1000);
    const lines = formatSnapshot(long, { kind: 'running', detail: '' }, 'off').split('\n').slice(1, -1);
    assert.ok(lines.every(({ length }) => length <= 65_536));
    assert.equal(lines.join(''), long);
  });

  it('says so where Azure has dropped what came first', () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `${i}\n`).join('');
    assert.match(formatSnapshot(lines, ended, 'off'), /^── older lines may be missing[^]*──\n0\n1\n/);
    assert.ok(formatSnapshot(lines, running, 'off').startsWith('0\n'));
  });

  it('says why there is nothing to read', () => {
    assert.equal(formatSnapshot('', running, 'off'), '── the log is empty ──\n');
    const waiting = { kind: 'waiting', detail: 'Waiting: ContainerCreating' } as const;
    assert.equal(formatSnapshot('', waiting, 'off'), '── there is no log: Waiting: ContainerCreating ──\n');
  });
});
