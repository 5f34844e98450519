import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { RootHookObject, Runner, Runnable, Suite } from 'mocha';
import { keepEvidence } from './evidence.ts';
import { assertNoLeaks, searchingAfter } from './leaks.ts';
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
  this.on('suite', (begun: Suite) => searchingAfter(begun.fullTitle()));
  this.on('fail', (failed: Runnable) => keepEvidence(failed.fullTitle()));
}

/** After all suites and what they clean up: fails where a window has left a secret behind. */
export const mochaHooks: RootHookObject = { afterAll: assertNoLeaks };
