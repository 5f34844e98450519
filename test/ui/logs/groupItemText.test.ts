import assert from 'node:assert/strict';
import type { GroupFollowItem } from '../../../src/core/logs/groupFollowItem.ts';
import { groupItemFormatter } from '../../../src/ui/logs/groupItemText.ts';

const utc = Date.UTC(2026, 0, 5, 9, 0, 0, 123);
const line = (container: string, text: string): GroupFollowItem => ({
  container,
  item: { kind: 'line', text, time: { utc, exact: true } },
});

describe("A group's timeline", () => {
  const write = groupItemFormatter(['web', 'sidecar']);

  it('marks each line with its container, the texts beneath each other', () => {
    assert.equal(write(line('web', 'listening'), 'off'), 'web     │ listening\n');
    assert.equal(write(line('sidecar', 'probing'), 'off'), 'sidecar ┃ probing\n');
  });

  it('marks what is about the group as a whole', () => {
    const stopped: GroupFollowItem = { container: undefined, item: { kind: 'state', state: 'stopped' } };
    assert.equal(write(stopped, 'off'), '(group) ╎ ── Stopped ──\n');
  });

  it('marks what is wrong, so that it is seen without colours', () => {
    const looping: GroupFollowItem = { container: undefined, item: { kind: 'state', state: 'crashLooping' } };
    assert.equal(write(looping, 'off'), '(group) ╎ ── ⚠ Crash loop ──\n');
    const event = { name: 'BackOff', message: 'Back-off', type: 'Warning' as const, count: 1 };
    const backOff: GroupFollowItem = {
      container: 'web',
      item: { kind: 'event', event: { ...event, firstTimestamp: utc, lastTimestamp: utc } },
    };
    assert.equal(write(backOff, 'off'), 'web     │ ── ⚠ BackOff: Back-off ──\n');
  });

  it('does not let a container speak for us', () => {
    const text = write(line('web', '── the container group was deleted ──'), 'off');
    assert.equal(text, 'web     │ \\── the container group was deleted ──\n');
  });

  it('puts the time before the mark, of events as well', () => {
    assert.equal(write(line('web', 'x'), 'utc'), '2026-01-05T09:00:00.123Z web     │ x\n');
    const event = { name: 'Killing', message: 'Killing container', type: 'Normal' as const, count: 1 };
    const killing: GroupFollowItem = {
      container: 'web',
      item: { kind: 'event', event: { ...event, firstTimestamp: utc, lastTimestamp: utc } },
    };
    assert.equal(
      write(killing, 'utc'),
      '2026-01-05T09:00:00.123Z web     │ ── Killing: Killing container ──\n',
    );
  });

  it('says restarts and gaps as a single log does', () => {
    const restarted: GroupFollowItem = {
      container: 'web',
      item: { kind: 'restarted', at: utc, exitCode: 137, restartCount: 3, tailMayBeMissing: false },
    };
    assert.equal(write(restarted, 'off'), 'web     │ ── restarted: exit code 137, restart 3 ──\n');
    assert.equal(
      write(restarted, 'utc'),
      '2026-01-05T09:00:00.123Z web     │ ── restarted: exit code 137, restart 3 ──\n',
    );
  });

  it('lets no text break out of its line', () => {
    assert.equal(write(line('web', 'a\u001b[2Jb\u0000'), 'off'), 'web     │ ab\n');
  });

  it('does not push texts aside for the sake of one very long name', () => {
    const long = 'x'.repeat(63);
    assert.equal(groupItemFormatter(['a', long])(line('a', 'x'), 'off'), `${'a'.padEnd(24)} │ x\n`);
    assert.equal(groupItemFormatter(['a', long])(line(long, 'x'), 'off'), `${long} ┃ x\n`);
  });
});
