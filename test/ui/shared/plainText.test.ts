import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toPlainText, toPlainLabel } from '../../../src/ui/shared/plainText.ts';

/** `LINK_REGEX` of VS Code's src/vs/base/common/linkedText.ts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** `labelWithIconsRegex` of VS Code's src/vs/base/browser/ui/iconLabel/iconLabels.ts, whose escape is a backslash. */
const icon = /(\\)?\$\((?:[A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;

/** As a person reads it: the word joiner is not seen. */
const read = (text: string): string => text.replaceAll('\u2060', '');

const hostile = [
  '[details](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%5Cn%22%7D)',
  '[policy](https://portal.azure.com "command:workbench.action.quit")',
  '[[nested](file:///etc/passwd)](command:a.b)',
  '[x]($(sync~spin))',
  '[a](command:x)[b](command:y)',
  '$(trash) web',
];

describe('Foreign text in messages, prompts and labels', () => {
  for (const text of hostile) {
    it(`shows ${JSON.stringify(text)} as it is`, () => {
      assert.ok(link.test(text) || icon.test(text));
      assert.doesNotMatch(toPlainText(text), link);
      assert.doesNotMatch(toPlainText(text), icon);
      assert.equal(read(toPlainText(text)), text);
    });
  }

  it('is never a link or an icon, whatever it was', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '$(',
      'x',
      ' ',
      '\\',
      '"',
      'command:a',
      'https://b',
      '\n',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(piece, { maxLength: 12 }).map(all => all.join('')),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const shown = toPlainText(`${before}${after}`);
        assert.doesNotMatch(shown, link);
        assert.doesNotMatch(shown, icon);
        assert.equal(toPlainText(shown), shown);
      }),
    );
  });

  it('keeps the icon that a label of ours begins with, and none of what follows', () => {
    assert.equal(toPlainLabel('$(check) Done'), '$(check) Done');
    assert.doesNotMatch(toPlainLabel('$(check) web $(trash)').slice('$(check) '.length), icon);
    for (const name of hostile) assert.equal(toPlainLabel(toPlainText(name)), toPlainText(name));
  });

  it('cannot turn its direction or control a terminal, and keeps its lines', () => {
    assert.equal(toPlainText('a\u202Eb\u2067c\u001B[31md\ne\tf'), 'a\uFFFDb\uFFFDc\uFFFD[31md\ne\tf');
  });
});
