// @ts-check
// npm test: sets everything up, runs every stage, and says at the end what has failed and how to play it again.
//   npm test -- --only check|unit|vscode|e2e   one stage (may be given more than once)
//   npm run test:az                            Azure CLI (`az`) against the emulator, where it is installed: --only az
//   npm test -- --grep <pattern>               only the tests whose title matches
//   npm test -- --vscode oldest|stable|<version>  the suites in the extension host run in this desktop VS Code
//   npm test -- --seed <n>                     random searches begin at this number; else at a new one each time
//   npm test -- --repeat <n>                   so often, and says how often which test has failed
//   npm test -- --slow <n>                     beside so many processes that keep a core busy
//   npm test -- --workers <n>                  so many jobs side by side
//   npm test -- --slowest <n>                  lists so many of the slowest tests and hooks
//   npm run test:stress                        the long random searches, whole; takes the same options
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { setUpDependencies } from './setup.mjs';

const root = path.dirname(import.meta.dirname);
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    grep: { type: 'string' },
    vscode: { type: 'string' },
    seed: { type: 'string' },
    repeat: { type: 'string', default: '1' },
    slow: { type: 'string', default: '0' },
    workers: { type: 'string', default: String(Math.ceil(1.5 * os.availableParallelism())) },
    slowest: { type: 'string', default: '0' },
    stress: { type: 'boolean', default: false },
  },
});

/**
 * @param {string} option
 * @param {string} value
 * @param {number} least
 */
function count(option, value, least) {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(`--${option} takes a whole number from ${least} on; this is "${value}".`);
}

async function main() {
  const repeat = count('repeat', options.repeat, 1);
  const slow = count('slow', options.slow, 0);
  const workers = count('workers', options.workers, 1);
  const slowest = count('slowest', options.slowest, 0);
  const firstSeed = options.seed === undefined ? Date.now() % 1_000_000 : count('seed', options.seed, 0);

  await setUpDependencies();
  const { optionalStages, stageNames } = await import('./testRun/stages.mjs'); // which import what has just been installed
  const stages = options.only ?? [...stageNames];
  const known = [...stageNames, ...optionalStages];
  const unknown = stages.find(name => !known.some(each => each === name));
  if (unknown !== undefined) throw new Error(`--only takes ${known.join(', ')}; not "${unknown}".`);
  fs.rmSync(path.join(root, 'out/failures'), { recursive: true, force: true });

  const { startBusyLoops } = await import('./testRun/busyLoops.mjs');
  const summary = await import('./testRun/summary.mjs');
  const { runOnce } = await import('./testRun/runOnce.mjs');
  const stopLoops = startBusyLoops(slow);
  const runs = [];
  for (let index = 0; index < repeat; index++) {
    if (repeat > 1) console.log(`\n══ run ${index + 1} of ${repeat} ══`);
    runs.push(
      await runOnce({
        ...{ stages, workers, grep: options.grep, vscode: options.vscode, stress: options.stress },
        seed: firstSeed + index,
      }),
    );
  }
  await stopLoops();

  const tests = runs.flatMap(run => run.tests);
  if (slowest > 0) console.log(['', 'slowest:', ...summary.slowest(tests, slowest)].join('\n'));
  const failures = summary.failures(runs, options.stress);
  if (failures.length > 0) console.log(['', ...failures].join('\n'));
  const passed = runs.reduce((sum, run) => sum + run.passed, 0);
  const failed = runs.reduce((sum, run) => sum + run.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

await main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
