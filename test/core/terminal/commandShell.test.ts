import assert from 'node:assert/strict';
import { commandShells, isTooLong } from '../../../src/core/terminal/commandShell.ts';

describe('The shell that a command is typed into', () => {
  it('is the one that each system has', () => {
    assert.deepEqual([commandShells.Linux.program, commandShells.Windows.program], ['/bin/sh', 'cmd.exe']);
  });

  it('takes no command of which a terminal would drop the end', () => {
    const { Linux, Windows } = commandShells;
    assert.equal(isTooLong('x'.repeat(3_000), Linux), false);
    assert.equal(isTooLong('x'.repeat(4_000), Linux), true);
    assert.equal(isTooLong('ü'.repeat(1_000), Linux), true);
    assert.equal(isTooLong('x'.repeat(3_500), Windows), false);
    assert.equal(isTooLong('x'.repeat(4_000), Windows), true);
  });
});
