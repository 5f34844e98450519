import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeMarkdown, fact, lines, paragraphs } from '../../../src/ui/tree/tooltipMarkdown.ts';

/** What a reader sees of text in which everything is escaped; fails where something isn't. */
function shown(markdown: string): string {
  assert.doesNotMatch(markdown.replace(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~]/, markdown);
  return markdown.replace(/\\(.)/gs, '$1');
}

const hostile = [
  '[click me](command:workbench.action.terminal.new)',
  '![x](https://evil.example/pixel.png)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  'https://evil.example',
  'www.evil.example',
  'someone@evil.example',
  '<https://evil.example>',
  '$(error) $(sync~spin)',
  '`code` **bold** _em_ ~~gone~~ ==x==',
  '| a | b |',
  '&lt;b&gt; &#x6a;',
  '\\[not escaped\\](x)',
  '[ref]: https://evil.example',
  '# heading',
  '- [ ] task',
];

describe('Foreign text in Markdown', () => {
  for (const text of hostile) {
    it(`shows ${JSON.stringify(text)} as it is`, () => assert.equal(shown(escapeMarkdown(text)), text));
  }

  it('stays on its line', () => {
    assert.equal(escapeMarkdown('one\n\n# two\r\n\tthree'), 'one \\# two three');
  });

  it('cannot turn its direction or hide in control characters', () => {
    assert.equal(escapeMarkdown('a\u202Egnp.exe'), 'a\uFFFDgnp\\.exe');
    assert.equal(escapeMarkdown('a\u0000b\u001Bc'), 'a\uFFFDb\uFFFDc');
  });

  it('is cut when it is very long, but never within a character', () => {
    assert.equal(escapeMarkdown('😀'.repeat(400)), `${'😀'.repeat(300)}…`);
  });

  it('has no character left that means something, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        const markdown = escapeMarkdown(text);
        assert.doesNotMatch(markdown, /[\n\r]/);
        shown(markdown);
      }),
    );
  });

  it('is put together without empty lines', () => {
    assert.equal(lines([fact('A.', 'b_c'), undefined, '', fact('D', 'e')]), '**A\\.:** b\\_c  \n**D:** e');
    assert.equal(paragraphs(['a', undefined, '', 'b']), 'a\n\nb');
  });
});
