import assert from 'node:assert/strict';
import fc from 'fast-check';
import { code, codeBlock } from '../../../src/ui/diagnosis/markdownCode.ts';

describe('Foreign text as code', () => {
  it('is quoted as it is', () => assert.equal(code('nginx:1.27'), '`nginx:1.27`'));

  it('is quoted by more backticks than it has in a row', () => {
    assert.equal(code('a `b` c'), '``a `b` c``');
    assert.equal(code('`a`'), '`` `a` ``');
    assert.equal(codeBlock(['```', 'x']), '````\n```\nx\n````');
  });

  it('is one line without controls and without what turns its direction', () => {
    assert.equal(code('a\n\tb\u202Ec\u0000'), '`a b\uFFFDc\uFFFD`');
    assert.equal(code('  \n'), '` `');
  });

  it('is no longer than can be read', () => {
    assert.ok(code('x'.repeat(1e6)).length < 1_010);
    assert.ok(codeBlock(['x'.repeat(1e6)]).length < 1_020);
  });

  it('never holds the run of backticks that ends it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n') }), text => {
        const [, quote = '', inside = ''] = /^(`+)([^]*?)\1$/.exec(code(text)) ?? [];
        const runs = Array.from(inside.matchAll(/`+/g), ([run]) => run);
        assert.ok(quote !== '' && !runs.includes(quote), code(text));
      }),
    );
  });

  it('is a block of as many lines as were given', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), lines => {
        assert.equal(codeBlock(lines).split(/[\n\r\u2028\u2029]/).length, lines.length + 2);
      }),
    );
  });
});
