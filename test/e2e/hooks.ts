import type { RootHookObject, Runner, Runnable, Suite } from 'mocha';
import { keepEvidence } from './evidence.ts';
import { assertNoLeaks, nameLeakSearch } from './leaks.ts';

/** Before all suites: has every failure leave its evidence. The builds that they open are made by `npm test`. */
export function mochaGlobalSetup(this: Runner): void {
  this.on('suite', (begun: Suite) => nameLeakSearch(begun.fullTitle()));
  this.on('fail', (failed: Runnable) => keepEvidence(failed.fullTitle()));
}

/** After all suites and what they clean up: fails where a window has left a secret behind. */
export const mochaHooks: RootHookObject = { afterAll: assertNoLeaks };
