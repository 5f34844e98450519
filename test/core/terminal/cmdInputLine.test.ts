import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markers } from '../../../src/core/terminal/markers.ts';
import { cmdInputLine } from '../../../src/core/terminal/cmdInputLine.ts';
import { anyText } from './anyText.ts';

const nonce = 'a1b2c3';

/** What `cmd` makes of a line: a caret takes its meaning from what follows; quotes would switch carets off. */
function withoutCarets(line: string): string {
  return line.replace(/\^([^])/gu, '$1');
}

describe('A command that is typed into cmd.exe', () => {
  it('is one line without a tab, whatever is in it', () => {
    fc.assert(
      fc.property(anyText, command => {
        assert.match(cmdInputLine(command, nonce), /^[^\u0000-\u001F\u007F]+\r$/);
      }),
    );
  });

  it('shows neither marker in one piece, and has both once it is read', () => {
    const { begin, end } = markers(nonce);
    fc.assert(
      fc.property(fc.string(), command => {
        const typed = cmdInputLine(command, nonce);
        assert.ok(!typed.includes(begin) && !typed.includes(end));
        const read = withoutCarets(typed);
        assert.ok(read.includes(begin) && read.includes(`${end}%errorlevel%]]`), read);
      }),
    );
  });

  it('leaves all that means something to a shell to the one that runs the command', () => {
    const command = 'dir "C:\\Program Files" & echo %PATH% | find "x" > nul';
    const typed = cmdInputLine(command, nonce);
    const [, handed = ''] = /cmd \/d \/s \/c (.*) <nul/.exec(typed) ?? [];
    assert.doesNotMatch(handed, /(?<!\^)["&|<>]/);
    assert.doesNotMatch(handed, /%\w+%/);
    assert.equal(withoutCarets(handed), `"${command}"`);
  });

  it('means the exit code at the end, not the one when it is typed', () => {
    assert.match(cmdInputLine('ver', nonce), /call echo .*%\^errorlevel%/);
    assert.doesNotMatch(cmdInputLine('ver', nonce), /%errorlevel%/);
  });
});
