// @ts-check
// One run of the chosen stages.
import { runJobs } from './pool.mjs';
import { jobsOf } from './stages.mjs';
import { seconds } from './summary.mjs';

/** @typedef {import('./pool.mjs').Result} Result */

/**
 * @param {Omit<import('./stages.mjs').RunOptions, 'env'> & { stages: readonly string[], workers: number, seed: number }} options
 * @returns {Promise<Result & { seed: number }>} of all stages together
 * @throws {Error} when a stage has run no test
 */
export async function runOnce({ stages, workers, seed, ...options }) {
  console.log(`seed ${seed}`);
  const env = { TEST_SEED: String(seed), ...(options.stress ? { TEST_STRESS: '1' } : {}) };
  const jobs = jobsOf(stages, { ...options, env });
  const ended = await runJobs(jobs, workers, {
    started: ({ name }) => console.log(`── ${name} …`),
    ended: ({ job, result, ms }) => console.log(`── ${job.name}: ${counts(result)}, ${seconds(ms)} ──`),
  });
  for (const stage of new Set(jobs.map(job => job.stage))) {
    const all = sum(ended.filter(({ job }) => job.stage === stage).map(({ result }) => result));
    if (stage === 'set-up') continue;
    if (all.passed + all.failed + all.pending === 0) throw new Error(`No test of ${stage} has run.`);
    console.log(`══ ${stage}: ${counts(all)} ══`);
  }
  return { ...sum(ended.map(({ result }) => result)), seed };
}

/**
 * @param {readonly Result[]} results
 * @returns {Result}
 */
function sum(results) {
  const total = (/** @type {'passed' | 'failed' | 'pending'} */ which) =>
    results.reduce((all, result) => all + result[which], 0);
  return {
    passed: total('passed'),
    failed: total('failed'),
    pending: total('pending'),
    tests: results.flatMap(({ tests }) => tests),
  };
}

/** @param {Result} result */
function counts({ passed, failed, pending }) {
  return `${passed} passed, ${failed} failed${pending > 0 ? `, ${pending} skipped` : ''}`;
}
