import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanLine, escapeLogLine } from '../../../src/ui/logs/cleanLine.ts';
import { noticeText } from '../../../src/ui/logs/itemText.ts';

const esc = '\u001b';

describe('A log line as it is shown', () => {
  const table: readonly (readonly [what: string, raw: string, shown: string])[] = [
    ['plain text stays', 'listening on port 80', 'listening on port 80'],
    ['tabs stay', 'a\tb', 'a\tb'],
    ['every script stays', 'größe 世界 🚀', 'größe 世界 🚀'],
    ['colours go', `${esc}[31mred${esc}[0m`, 'red'],
    ['256 and true colours go', `${esc}[38;5;196mx${esc}[48;2;1;2;3my${esc}[m`, 'xy'],
    ['cursor movements go', `${esc}[2Kdone${esc}[1A`, 'done'],
    ['links and window titles go', `${esc}]0;title\u0007text`, 'text'],
    ['a carriage return at the end goes', 'windows\r', 'windows'],
    ['of a progress bar the last state is left', '10 %\r50 %\r100 %', '100 %'],
    ['bells and backspaces go', 'a\u0007b\u0008c', 'abc'],
    ['what turns text around goes', 'abc\u202Edcba\u061C', 'abcdcba'],
    ['what breaks lines goes', 'a\u2028b\u2029c', 'abc'],
    ['links go, their text stays', `${esc}]8;;https://a${esc}\\text${esc}]8;;${esc}\\`, 'text'],
    ['device strings and character sets go', `${esc}Pq#0${esc}\\x${esc}(By`, 'xy'],
    ['controls of 8 bits go', '\u009b31mx\u009d0;t\u009cy', 'xy'],
    ['an escape without a sequence goes', `x${esc}`, 'x'],
    ['C1 controls go', 'a\u0085b\u008Dc', 'abc'],
    ['an empty line stays empty', '', ''],
  ];
  for (const [what, raw, shown] of table) it(what, () => assert.equal(cleanLine(raw), shown));

  it('never holds a control character but the tab', () => {
    const risky = fc.string({
      unit: fc.oneof(
        fc.constantFrom(esc, '[', ']', 'm', ';', '\r', '\u009b', '\u0007', '\u2028'),
        fc.string(),
      ),
    });
    fc.assert(
      fc.property(risky, text => {
        assert.doesNotMatch(cleanLine(text), /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029]/);
      }),
    );
  });

  it('takes a line of 4 MB that is nothing but escapes', () => {
    const line = `${esc}[31m`.repeat(800_000);
    assert.equal(cleanLine(`${line}end`), 'end');
    assert.equal(cleanLine(esc.repeat(4_000_000)), '');
    assert.equal(cleanLine(`${esc}]`.repeat(1_000_000)).includes(esc), false);
  });
});

describe('A line of a log that looks like one about it', () => {
  const forged = noticeText('the container group was deleted').trimEnd();

  it('has a backslash in front', () => {
    assert.equal(escapeLogLine(forged), `\\${forged}`);
    for (const before of [' ', '\t', '\u200B', '\uFEFF', `${esc}[1m`, 'x\r']) {
      assert.notEqual(
        escapeLogLine(`${before}${forged}`),
        cleanLine(`${before}${forged}`),
        JSON.stringify(before),
      );
    }
    for (const alike of [
      '━━ restarted ━━',
      '—— restarted ——',
      '── ',
      '─\u200B─ restarted',
      '–– restarted',
      '\u3164── x',
    ])
      assert.ok(escapeLogLine(alike).startsWith('\\'), alike);
  });

  it('can be told from one that has it already: nothing is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\\', '─', ' ', 'x', '\u200B') }), text => {
        const shown = escapeLogLine(text);
        assert.ok(shown === cleanLine(text) || shown === `\\${cleanLine(text)}`);
        // A third dash makes it a rule, also behind what is not seen.
        assert.ok(!/^\s*──(?!\p{Cf}*─)./u.test(shown));
      }),
    );
    assert.notEqual(escapeLogLine(forged), escapeLogLine(`\\${forged}`));
  });

  it('is left alone where it is no more than a rule or a table', () => {
    for (const text of ['────────', '───┬───', '-- done --', 'a ── b', '─ x'])
      assert.equal(escapeLogLine(text), text);
  });
});
