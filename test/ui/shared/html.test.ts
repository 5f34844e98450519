import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeHtml, markup } from '../../../src/ui/shared/html.ts';
import { hostileText } from '../hostileText.ts';

describe('HTML that is put together', () => {
  it('keeps its own markup, that of its parts, and lists of them', () => {
    const rows = ['a', 'b'].map(name => markup`<li>${name}</li>`);
    assert.equal(
      markup`<ul class="x">${rows}</ul>${undefined}${2}`.html,
      '<ul class="x"><li>a</li><li>b</li></ul>2',
    );
  });

  it('makes no markup of texts', () => {
    assert.equal(
      markup`<p title="${'"<&>'}">${'<b>'}</p>`.html,
      '<p title="&#34;&#60;&#38;&#62;">&#60;b&#62;</p>',
    );
    fc.assert(
      fc.property(hostileText, text => {
        assert.deepEqual(markup`<p>${text}</p>`.html.match(/<[^>]*>/g), ['<p>', '</p>']);
      }),
    );
  });

  it('shows what would turn the text around, or control a terminal, as a replacement character', () => {
    assert.equal(escapeHtml('a\u202Eb\u0000c\nd\te'), 'a\uFFFDb\uFFFDc\nd\te');
  });
});
