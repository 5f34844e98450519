import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Lexer, type Token } from 'marked';
import { confirmationText } from '../../../src/ui/agents/confirmationText.ts';

/** As VS Code's chat reads it: GitHub's Markdown, of its own line. */
function tokensOf(markdown: string): readonly Token[] {
  const all: Token[] = [];
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      all.push(token);
      if ('tokens' in token && token.tokens) walk(token.tokens);
    }
  };
  walk(Lexer.lex(markdown, { gfm: true }));
  return all;
}
const kindsOf = (markdown: string): readonly string[] => tokensOf(markdown).map(({ type }) => type);
const read = (text: string): string => text.replaceAll('\u2060', '');

const hostile = [
  'Delete [web](command:workbench.action.terminal.new)?',
  'Delete ![web](https://evil.example/x.png)?',
  'Delete <https://evil.example>?',
  'Delete <img src=x>?',
  'Delete https://evil.example or www.evil.example?',
  'Delete **web** and `web` and $(trash)?',
  'Delete web?\n\n# Approved\n- yes',
];

describe('What a person is asked before an agent changes something', () => {
  for (const text of hostile)
    it(`is plain text, whatever it is about: ${JSON.stringify(text)}`, () => {
      const { title, markdown } = confirmationText({ question: text, details: [text, 'second'] });
      const harmful = ['link', 'image', 'html', 'heading', 'list', 'def'];
      assert.deepEqual(
        kindsOf(title).filter(kind => harmful.includes(kind)),
        [],
      );
      assert.equal(read(title), text.replace(/\s+/g, ' '));
      const kinds = new Set(kindsOf(markdown));
      for (const kind of ['paragraph', 'text', 'escape', 'br']) kinds.delete(kind);
      assert.deepEqual([...kinds], []);
      assert.doesNotMatch(`${title}\n${markdown}`, /\$\(trash\)/);
    });

  it('shows one line of details below the other', () => {
    assert.equal(confirmationText({ question: 'Stop?', details: ['a', 'b'] }).markdown, 'a  \nb');
  });

  it('never has a link or an image, of any text', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '!',
      '<',
      '>',
      'a',
      ' ',
      '://',
      'https',
      '*',
      '`',
      '\n',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
        const text = pieces.join('');
        const { title, markdown } = confirmationText({ question: `Stop ${text}`, details: [text] });
        for (const kind of [...kindsOf(title), ...kindsOf(markdown)])
          assert.ok(!['link', 'image', 'html', 'def'].includes(kind), kind);
      }),
    );
  });
});
