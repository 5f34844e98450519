import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const module = path.resolve(import.meta.dirname, '../../../scripts/testRun/busyLoops.mjs');

/** The processes of a group, as `ps` lists them. */
function children(of: number): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return all
    .map(line => line.trim().split(/\s+/))
    .filter(([, parent]) => parent === String(of))
    .flatMap(([pid]) => pid ?? []);
}
/** Those that run; what has ended may still be listed until somebody takes note of it. */
function running(pids: readonly string[]): readonly string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return all
    .map(line => line.trim().split(/\s+/))
    .filter(([pid = '', state = '']) => pids.includes(pid) && !state.startsWith('Z'))
    .flatMap(([pid]) => pid ?? []);
}

describe('Busy loops beside the tests', function () {
  before(function () {
    if (process.platform === 'win32') this.skip(); // no ps there
  });

  it('are as many as wanted, and end with the process that wanted them, even if it is killed', async () => {
    const script = `import { startBusyLoops } from ${JSON.stringify(module)}; startBusyLoops(2); console.log('started');`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(parent.stdout, 'data');
    const loops = children(parent.pid ?? 0);
    assert.equal(loops.length, 2);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    while (running(loops).length > 0) await new Promise(resolve => setTimeout(resolve, 20));
  });
});
