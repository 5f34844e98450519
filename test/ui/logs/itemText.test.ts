import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import type { FollowItem } from '../../../src/core/logs/followItem.ts';
import { itemText } from '../../../src/ui/logs/itemText.ts';

const utc = Date.UTC(2026, 0, 5, 9, 0, 0, 123);
const line = (text: string, exact = true): FollowItem => ({ kind: 'line', text, time: { utc, exact } });

describe('What is written into a log channel', () => {
  it('is the line as it is, without timestamps', () => {
    assert.equal(itemText(line('listening on port 80'), 'off'), 'listening on port 80\n');
  });

  it('begins with the time in UTC when asked for', () => {
    assert.equal(itemText(line('hello'), 'utc'), '2026-01-05T09:00:00.123Z hello\n');
  });

  it('marks a time that is not exact', () => {
    assert.equal(itemText(line('hello', false), 'utc'), '~2026-01-05T09:00:00.123Z hello\n');
  });

  it('begins with the local time and its offset, which mean the same moment', () => {
    const text = itemText(line('hello'), 'local');
    const [stamp = ''] = text.split(' ');
    assert.match(stamp, /^2026-01-0\dT\d\d:\d\d:00\.123[+-]\d\d:\d\d$/);
    assert.equal(new Date(stamp).getTime(), utc);
  });

  it('leaves the place of an unknown time blank', () => {
    const text = itemText({ kind: 'line', text: 'hello', time: undefined }, 'utc');
    assert.equal(text, `${' '.repeat(25)}hello\n`);
  });

  const remarks: readonly (readonly [FollowItem, string])[] = [
    [
      { kind: 'restarted', at: undefined, exitCode: 137, restartCount: 3, tailMayBeMissing: false },
      '── restarted: exit code 137, restart 3 ──',
    ],
    [
      { kind: 'restarted', at: undefined, exitCode: undefined, restartCount: 1, tailMayBeMissing: true },
      '── restarted: restart 1; the last lines before it may be missing ──',
    ],
    [
      // Who restarts the whole group makes Azure count anew.
      { kind: 'restarted', at: undefined, exitCode: undefined, restartCount: 0, tailMayBeMissing: true },
      '── restarted; the last lines before it may be missing ──',
    ],
    [{ kind: 'gap' }, '── gap: lines may be missing ──'],
    [{ kind: 'gone' }, '── the container group was deleted ──'],
    [
      {
        kind: 'ended',
        at: undefined,
        exitCode: 0,
        restartCount: 0,
        state: 'Terminated',
        tailMayBeMissing: false,
      },
      '── ended: Terminated, exit code 0 ──',
    ],
    [{ kind: 'waiting', detail: 'Waiting: ContainerCreating' }, '── Waiting: ContainerCreating ──'],
    [
      {
        kind: 'event',
        event: {
          name: 'Pulling',
          message: 'pulling image "nginx"',
          type: 'Normal',
          count: 2,
          firstTimestamp: utc,
          lastTimestamp: utc,
        },
      },
      '── Pulling: pulling image "nginx" (2×) ──',
    ],
    [
      {
        kind: 'event',
        event: {
          name: 'Failed',
          message: 'no such image:\r\n  not found\n',
          type: 'Warning',
          count: 1,
          firstTimestamp: utc,
          lastTimestamp: utc,
        },
      },
      '── ⚠ Failed: no such image: not found ──',
    ],
    [{ kind: 'recovered' }, '── Azure answers again ──'],
  ];
  for (const [item, text] of remarks) {
    it(`says "${text}"`, () => assert.equal(itemText(item, 'utc'), `${text}\n`));
  }

  it('says in plain words why nothing comes', () => {
    const text = itemText({ kind: 'trouble', error: new AciError('offline', 'ENOTFOUND') }, 'off');
    assert.equal(
      text,
      '── ⚠ Azure cannot be reached. Check your connection and try again. Following goes on as soon as it can. ──\n',
    );
  });
});
