import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { createRunReader } from '../../../src/core/terminal/runReader.ts';
import { isTooLong, markers, typedCommand } from '../../../src/core/terminal/typedCommand.ts';
import { anyText } from './anyText.ts';

const nonce = 'a1b2c3';

describe('A command that is typed into a shell', () => {
  it('is one line of printable ASCII, whatever is in it', () => {
    fc.assert(
      fc.property(anyText, command => {
        assert.match(typedCommand(command, nonce), /^[ -~]+\r$/);
      }),
    );
  });

  it('shows neither marker in one piece', () => {
    const { begin, end } = markers(nonce);
    fc.assert(
      fc.property(fc.string(), command => {
        const typed = typedCommand(command, nonce);
        assert.ok(!typed.includes(begin) && !typed.includes(end));
      }),
    );
  });

  it('is too long where a terminal would drop its end', () => {
    assert.equal(isTooLong('x'.repeat(3_000)), false);
    assert.equal(isTooLong('x'.repeat(4_000)), true);
    assert.equal(isTooLong('ü'.repeat(1_000)), true);
  });

  describe('means to a real shell what was typed', function () {
    before(function () {
      if (!existsSync('/bin/sh')) this.skip();
    });

    /** What a real `/bin/sh` writes that is given the line on its input, as from a terminal without echo. */
    const run = (command: string) => {
      const typed = typedCommand(command, nonce).replace('\r', '\n');
      const { stdout } = spawnSync('/bin/sh', {
        input: typed,
        encoding: 'utf8',
        env: { PATH: '/usr/bin:/bin' },
      });
      const reader = createRunReader(nonce);
      return { output: reader.push(stdout), exitCode: reader.exitCode };
    };

    for (const [command, output, exitCode = 0] of [
      ['echo hello', 'hello\n'],
      ['printf no-newline', 'no-newline'],
      [`echo 'it'"'"'s' "a  b" \\$HOME \\\\`, `it's a  b $HOME \\\n`],
      ['echo "100%" !x {a} *nothing* #no', '100% !x {a} *nothing*\n'],
      ["printf 'a\tb'", 'a\tb'],
      ['echo grüße 🐳', 'grüße 🐳\n'],
      ['echo one; exit 3; echo two', 'one\n', 3],
      ['false', '', 1],
      ['cat', ''],
      ['cat; echo after', 'after\n'],
      ['# only a comment', ''],
      ['', ''],
      ['echo a\necho b', 'a\nb\n'],
      ['exec true', ''],
    ] as const)
      it(JSON.stringify(command), () => {
        assert.deepEqual(run(command), { output, exitCode });
      });

    it('even where it does not parse', () => {
      for (const command of ['echo "open', 'done', 'if true', '(']) {
        const { exitCode } = run(command);
        assert.ok(exitCode !== undefined && exitCode > 0, command);
      }
    });

    it('for any text at all', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), text => {
          const quoted = `'${text.replaceAll("'", `'\\''`)}'`;
          assert.equal(run(`printf %s ${quoted}`).output, text.replaceAll('\r\n', '\n'));
        }),
        { numRuns: 40 },
      );
    });
  });
});
