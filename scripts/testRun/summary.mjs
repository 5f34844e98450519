// @ts-check
// The summary at the end of a run.

/** @typedef {import('./pool.mjs').TestRecord} TestRecord */

/**
 * The command that plays a failed test again: alone, but in the workbench with its whole suite, since what is tested
 * first in a window is where the next test begins.
 * @param {TestRecord} test
 * @param {{ seed: number, stress: boolean }} run
 */
export function commandFor({ stage, kind, title, suite }, { seed, stress }) {
  const command = stress ? 'npm run test:stress --' : 'npm test --';
  if (stage === 'e2e' && suite !== undefined) {
    return [command, '--only e2e --grep', quoted(`^${escaped(suite)} `), '--seed', seed].join(' ');
  }
  // A hook is no test: its suite is named, which its title begins with.
  const name = kind === 'hook' ? title.replace(/ ?"(?:before|after) (?:all|each)" hook.*$/, '') : title;
  const grep = name === title && kind === 'hook' ? [] : ['--grep', quoted(escaped(name))];
  return [command, '--only', stage, ...grep, '--seed', seed].join(' ');
}

/** As a regular expression that matches this text. @param {string} text */
function escaped(text) {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** As one word for the shells of Linux and macOS. @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The failed tests, each with how often it has failed and how to play it again.
 * @param {readonly { tests: readonly TestRecord[], seed: number }[]} runs
 * @param {boolean} stress
 * @returns {readonly string[]} lines
 */
export function failures(runs, stress) {
  /** @type {Map<string, { test: TestRecord, seeds: number[] }>} */
  const failed = new Map();
  for (const { tests, seed } of runs) {
    for (const test of tests.filter(({ state }) => state === 'failed')) {
      const key = `${test.job}: ${test.title}`;
      const known = failed.get(key) ?? { test, seeds: [] };
      failed.set(key, { test, seeds: [...known.seeds, seed] });
    }
  }
  return [...failed].flatMap(([key, { test, seeds }]) => [
    `✘ ${key}${runs.length > 1 ? ` (failed ${seeds.length} of ${runs.length} times)` : ''}`,
    `    ${commandFor(test, { seed: seeds[0] ?? 0, stress })}`,
  ]);
}

/**
 * The slowest tests and hooks.
 * @param {readonly TestRecord[]} tests
 * @param {number} count
 * @returns {readonly string[]} lines
 */
export function slowest(tests, count) {
  return tests
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, count)
    .map(({ job, title, ms }) => `${seconds(ms).padStart(8)}  ${job}: ${title}`);
}

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
