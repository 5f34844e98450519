import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { cleanLine } from '../../../src/core/follow/cleanText.ts';
import { formatItem } from '../../../src/core/follow/format.ts';
import type { FollowItem } from '../../../src/core/follow/item.ts';

const utc = Date.UTC(2026, 0, 5, 9, 0, 0, 123);

describe('Cleaning a line', () => {
  const cases: [what: string, raw: string, clean: string][] = [
    ['plain text', 'a\tb  c', 'a\tb  c'],
    ['colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['256 and true colours', '\u001b[38;5;196ma\u001b[38:2::1:2:3mb', 'ab'],
    ['cursor movements', '\u001b[2K\u001b[1Gx', 'x'],
    ['a window title', '\u001b]0;title\u0007x', 'x'],
    ['a hyperlink', '\u001b]8;;https://a\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['a device string', '\u001bPq#0\u001b\\x', 'x'],
    ['a character set', '\u001b(Bx\u001b=y', 'xy'],
    ['8-bit controls', '\u009b31mx\u009d0;t\u009cy', 'xy'],
    ['sequences that never end', 'x\u001b]0;abc', 'x'],
    ['a lone escape', 'x\u001b', 'x'],
    ['a progress bar', '10%\r50%\r100%', '100%'],
    ['returns at the end', '100%\r\r', '100%'],
    ['bells, nulls, backspaces', 'a\u0007b\u0000c\u0008d', 'abcd'],
    ['text that is reordered', 'a\u202eb\u2066c', 'abc'],
    ['line separators', 'a\u2028b\nc', 'abc'],
    ['other scripts', 'žluťoučký 日本 😀', 'žluťoučký 日本 😀'],
  ];
  for (const [what, raw, clean] of cases) it(`copes with ${what}`, () => assert.equal(cleanLine(raw), clean));

  it('leaves no control character, and takes no longer than the line is long', () => {
    for (const part of [
      '\u001b[',
      '\u001b',
      '\u001b]',
      '\r',
      '\u001b[1;',
      '\u001b]x\u001b',
      '\u001b( ',
      '\u009d',
      '1;',
    ]) {
      const text = cleanLine('\u001b[' + part.repeat(4_000_000 / part.length) + 'end');
      assert.doesNotMatch(text, /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
    }
  });
});

describe('Formatting an item', () => {
  const cases: [item: FollowItem, text: string][] = [
    [{ kind: 'line', text: '\u001b[1mx', time: undefined }, 'x'],
    [{ kind: 'line', text: 'x', time: { utc, exact: true } }, '2026-01-05T09:00:00.123Z x'],
    [{ kind: 'line', text: 'x', time: { utc, exact: false } }, '~2026-01-05T09:00:00.123Z x'],
    [{ kind: 'waiting', detail: 'Waiting: ContainerCreating' }, '── Waiting: ContainerCreating ──'],
    [
      { kind: 'restarted', exitCode: 137, restartCount: 3, tailMayBeMissing: false },
      '── restarted: exit code 137, restart 3 ──',
    ],
    [
      { kind: 'restarted', exitCode: undefined, restartCount: 3, tailMayBeMissing: true },
      '── restarted: restart 3; last lines before it may be missing ──',
    ],
    [{ kind: 'gap' }, '── gap: lines may be missing ──'],
    [
      { kind: 'ended', exitCode: 0, state: 'Succeeded', tailMayBeMissing: false },
      '── ended: Succeeded, exit code 0 ──',
    ],
    [{ kind: 'gone' }, '── the container group was deleted ──'],
    [{ kind: 'trouble', error: new AciError('offline', 'no\r\nnetwork') }, '── trouble: no network ──'],
    [{ kind: 'recovered' }, '── connected again ──'],
  ];
  for (const [item, text] of cases) {
    it(`writes ${text}`, () => assert.equal(formatItem(item, { timestamps: 'utc' }), text));
  }

  it('writes an event', () => {
    const event = {
      name: 'Pulling',
      message: 'pulling image "nginx"',
      type: 'Normal' as const,
      count: 1,
      firstTimestamp: undefined,
      lastTimestamp: undefined,
    };
    assert.equal(
      formatItem({ kind: 'event', event }, { timestamps: 'off' }),
      '── Pulling: pulling image "nginx" ──',
    );
  });

  it('writes no time when none is wanted', () => {
    assert.equal(
      formatItem({ kind: 'line', text: 'x', time: { utc, exact: true } }, { timestamps: 'off' }),
      'x',
    );
  });

  it('writes local times with their offset', () => {
    const text = formatItem({ kind: 'line', text: 'x', time: { utc, exact: true } }, { timestamps: 'local' });
    const [time = ''] = text.split(' ');
    assert.match(time, /[+-]\d\d:\d\d$/);
    assert.equal(Date.parse(time), utc);
  });
});
