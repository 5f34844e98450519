import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createUtf8Decoder } from '../../../src/core/terminal/utf8Decoder.ts';
import { anyText } from './anyText.ts';
import { cutAt } from './cutAt.ts';

describe('A stream of text', () => {
  it('is the same text, however its bytes are cut', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat()), (text, places) => {
        const stream = createUtf8Decoder();
        const pieces = cutAt(Buffer.from(text), places).map(piece => stream.push(piece));
        assert.equal(pieces.join('') + stream.end(), text);
        for (const piece of pieces) assert.doesNotMatch(piece, /\p{Surrogate}/u);
      }),
    );
  });

  it('shows half a character at the end as a replacement, and keeps a byte order mark', () => {
    const stream = createUtf8Decoder();
    assert.equal(stream.push(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xf0, 0x9f)), '\uFEFFa');
    assert.equal(stream.end(), '\uFFFD');
  });
});
