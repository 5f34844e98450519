import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineWriter } from '../../../src/ui/terminal/lineWriter.ts';

function written(...pieces: readonly string[]) {
  const calls: string[] = [];
  const writer = createLineWriter(text => calls.push(text));
  for (const piece of pieces) writer.push(piece);
  writer.end();
  return calls;
}

describe('Output that is written line by line', () => {
  it('is one call for all the lines that a piece ends', () => {
    assert.deepEqual(written('a\nb\nc', 'd\n', 'e'), ['a\nb\n', 'cd\n', 'e\n']);
  });

  it('keeps empty lines, and adds none', () => {
    assert.deepEqual(written('\n\na\n').join(''), '\n\na\n');
    assert.deepEqual(written(), []);
  });

  it('loses colours and cursor movements, even where they come in pieces', () => {
    assert.equal(written('\x1b[3', '1mred\x1b[0m\x07 \x1b]0;title\x07x\n').join(''), 'red x\n');
    assert.equal(written('10%\r20%\r100%\n').join(''), '100%\n');
  });

  it('cuts a line without end into pieces', () => {
    const lines = written(...Array.from({ length: 64 }, () => 'x'.repeat(65_536))).join('');
    assert.equal(lines.replaceAll('\n', '').length, 64 * 65_536);
    assert.ok(lines.split('\n').every(line => line.length <= 2 * 65_536));
  });

  it('is the same, however it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.constantFrom('', '\n'), (pieces, between) => {
        assert.equal(
          written(...pieces.map(p => p + between)).join(''),
          written(pieces.map(p => p + between).join('')).join(''),
        );
      }),
    );
  });
});
