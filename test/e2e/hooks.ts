import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Runner, Runnable } from 'mocha';
import { keepEvidence } from './evidence.ts';
import { root } from './server.ts';

/** Before all suites: packs the two builds that they install, and has every failure leave its evidence. */
export function mochaGlobalSetup(this: Runner): void {
  fs.rmSync(path.join(root, 'out/failures'), { recursive: true, force: true });
  for (const build of [[], ['--dev']]) {
    execFileSync(process.execPath, ['scripts/package.mjs', ...build], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  this.on('fail', (failed: Runnable) => keepEvidence(failed.fullTitle()));
}
