import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { markers } from '../../../src/core/terminal/markers.ts';
import { createCommandOutputReader } from '../../../src/core/terminal/commandOutputReader.ts';
import { shInputLine } from '../../../src/core/terminal/shInputLine.ts';
import { anyText } from './anyText.ts';

const nonce = 'a1b2c3';
const { begin, end } = markers(nonce);

describe('A command that is typed into /bin/sh', () => {
  it('is one line of printable ASCII, whatever is in it', () => {
    fc.assert(
      fc.property(anyText, command => {
        assert.match(shInputLine(command, nonce), /^[ -~]+\r$/);
      }),
    );
  });

  it('shows neither marker in one piece', () => {
    fc.assert(
      fc.property(fc.string(), command => {
        const typed = shInputLine(command, nonce);
        assert.ok(!typed.includes(begin) && !typed.includes(end));
      }),
    );
  });

  describe('means to a real shell what was typed', function () {
    before(function () {
      if (!existsSync('/bin/sh')) this.skip();
    });

    /** What a real `/bin/sh` writes that is given the line on its input, as from a terminal without echo. */
    const run = (command: string, before = '') => {
      const typed = before + shInputLine(command, nonce).replace('\r', '\n');
      const { stdout } = spawnSync('/bin/sh', {
        input: typed,
        encoding: 'utf8',
        env: { PATH: '/usr/bin:/bin' },
      });
      const reader = createCommandOutputReader(nonce);
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
      ['set -e; false; echo not reached', '', 1],
      ['read answer; echo "[$answer]"', '[]\n'],
      ['kill -9 $$', '', 137],
      ['exec 1>&2', ''],
      [`echo '${begin}' '${end}x]]' '${end}]]'`, `${begin} ${end}x]] ${end}]]\n`],
    ] as const)
      it(JSON.stringify(command), () => {
        assert.deepEqual(run(command), { output, exitCode });
      });

    for (const before of ['set -e\n', 'set -eu\n', 'set -x\n', 'PS1="> "\n', 'c=9\n', 'alias exit=true\n'])
      it(`even in a shell that began with ${JSON.stringify(before)}`, () => {
        assert.deepEqual(run('echo told; exit 3', before), { output: 'told\n', exitCode: 3 });
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
