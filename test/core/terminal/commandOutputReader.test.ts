import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandShells } from '../../../src/core/terminal/commandShell.ts';
import { markers } from '../../../src/core/terminal/markers.ts';
import { createCommandOutputReader } from '../../../src/core/terminal/commandOutputReader.ts';
import { cutAt } from './cutAt.ts';

const nonce = '0f8a1b';
const { begin, end } = markers(nonce);

/** What a terminal makes of what a program writes. */
const shown = (output: string) => output.replaceAll('\n', '\r\n');

function read(pieces: readonly string[]) {
  const reader = createCommandOutputReader(nonce);
  const output = pieces.map(piece => reader.push(piece)).join('');
  return { output: output + reader.flush(), exitCode: reader.exitCode, state: reader.state };
}

/** Text that likes to look like a marker or the end of a line. */
const trickyText = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '[',
        '[[',
        '[[aci-',
        '[[aci-end ',
        `${nonce}:`,
        `${nonce}]]`,
        ']]',
        '0',
      ),
      fc.constantFrom(begin, begin.slice(0, -1), end, end.slice(0, -1), `${end}x`, `${end}1]`, `${end}]]`),
    ),
    { maxLength: 30 },
  )
  .map(pieces => pieces.join(''))
  .filter(text => !new RegExp(`\\[\\[aci-end ${nonce}:-?\\d{1,10}\\]\\]`).test(text));

/** The typed line as the terminal shows it: wrapped anywhere, in the way of any line editor. */
const echo = fc
  .tuple(
    fc.constantFrom(commandShells.Linux, commandShells.Windows),
    fc.array(fc.nat(), { maxLength: 8 }),
    fc.constantFrom('\r\n', ' \r', '\r\x1b[K', '\x1b[A', '\x07'),
  )
  .map(([{ inputLine }, places, wrap]) =>
    cutAt(inputLine('ls -l', nonce).replace('\r', '\r\n'), places).join(wrap),
  );

describe("The reader of a typed command's output", () => {
  it('finds exactly the output and the exit code, whatever is shown around and however it is cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', '/ # ', 'root@host:/# ', 'Welcome!\r\n$ '),
        echo,
        trickyText,
        fc.oneof(fc.integer({ min: 0, max: 255 }), fc.integer()), // as on Linux, and as on Windows
        fc.array(fc.nat()),
        (prompt, line, output, code, places) => {
          const all = `${prompt}${line}${begin}${shown(output)}${end}${code}]]${prompt}exit\r\n`;
          assert.deepEqual(read(cutAt(all, places)), { output, exitCode: code, state: 'ended' });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('gives what there was of an output that breaks off', () => {
    fc.assert(
      fc.property(trickyText, fc.array(fc.nat()), (output, places) => {
        const broken = `$ ${begin}${shown(output)}`;
        const { exitCode, state, output: found } = read(cutAt(broken, places));
        assert.deepEqual([found, exitCode, state], [output, undefined, 'running']);
      }),
    );
  });

  it('holds nothing back of ordinary output', () => {
    const reader = createCommandOutputReader(nonce);
    assert.equal(reader.push(`$ ${begin}`), '');
    assert.equal(reader.push('working... 1%'), 'working... 1%');
    assert.equal(reader.push('\r'), '');
    assert.equal(reader.push('working... 2%'), '\rworking... 2%');
  });

  it('has found nothing where the command never began', () => {
    assert.deepEqual(read(['/ # ', ' printf … [[aci-begin ']), {
      output: '',
      exitCode: undefined,
      state: 'waiting',
    });
  });

  it('reads an output of 20 MB in pieces of 4 kB, line ends and all', () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `${index} ${'x'.repeat(4_090)}\n`);
    const reader = createCommandOutputReader(nonce);
    let length = 0;
    let ends = 0;
    const count = (text: string) => {
      length += text.length;
      ends += text.split('\n').length - 1;
      assert.ok(!text.includes('\r'));
    };
    reader.push(begin);
    for (const line of lines) count(reader.push(shown(line)));
    count(reader.push(`${end}0]]`));
    assert.equal(length, lines.join('').length);
    assert.equal(ends, lines.length);
    assert.equal(reader.exitCode, 0);
  });
});
