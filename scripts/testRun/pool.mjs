// @ts-check
// Runs jobs side by side.

/**
 * @typedef {object} TestRecord
 * @property {string} stage `unit`, `e2e`
 * @property {string} job whose it is, such as `unit core`
 * @property {string} title all titles from the outermost suite on
 * @property {string} [suite] the title of the outermost suite
 * @property {'test' | 'hook'} kind
 * @property {'passed' | 'failed' | 'pending'} state
 * @property {number} ms how long it took
 */

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {number} pending
 * @property {readonly TestRecord[]} tests
 */

/**
 * @typedef {object} Job
 * @property {string} stage
 * @property {string} name
 * @property {readonly Job[]} [after] jobs that must have passed before
 * @property {(live: boolean) => Promise<Result>} run `live`: what it prints is shown at once, else when it has ended
 */

/**
 * @typedef {object} Ended
 * @property {Job} job
 * @property {Result} result
 * @property {number} ms
 */

/** @type {Result} */
export const nothing = Object.freeze({ passed: 0, failed: 0, pending: 0, tests: [] });

/**
 * Runs the jobs in the order of the list, so many at once, each as soon as what it comes after has passed. A job that
 * throws counts as one failure, and so does one that can't be run because another has failed.
 * @param {readonly Job[]} jobs
 * @param {number} workers
 * @param {{ started: (job: Job) => void, ended: (ended: Ended) => void }} watch
 * @returns {Promise<readonly Ended[]>} in the order of their ends
 */
export async function runJobs(jobs, workers, watch) {
  const live = workers === 1 || jobs.filter(({ stage }) => stage !== 'set-up').length === 1;
  /** @type {Map<Job, Ended>} */
  const done = new Map();
  const waiting = [...jobs];
  const hasEnded = (/** @type {Job} */ job) => done.has(job);

  /** @param {Job} job */
  async function runJob(job) {
    watch.started(job);
    const since = performance.now();
    const result = await resultOf(job, done, live);
    const ended = { job, result, ms: performance.now() - since };
    done.set(job, ended);
    watch.ended(ended);
  }

  /** @type {Set<Promise<void>>} */
  const running = new Set();
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(({ after = [] }) => after.every(hasEnded));
    if (running.size >= workers || next < 0) {
      if (running.size === 0) throw new Error('Jobs come after jobs that are not in the list.');
      await Promise.race(running);
      continue;
    }
    for (const job of waiting.splice(next, 1)) {
      const work = runJob(job).finally(() => running.delete(work));
      running.add(work);
    }
  }
  return [...done.values()];
}

/**
 * @param {Job} job
 * @param {ReadonlyMap<Job, Ended>} done
 * @param {boolean} live
 * @returns {Promise<Result>}
 */
async function resultOf(job, done, live) {
  const missing = job.after?.find(each => (done.get(each)?.result.failed ?? 1) > 0);
  if (missing) return failure(job, `not run, because "${missing.name}" failed`);
  try {
    return await job.run(live);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return failure(job, 'did not run');
  }
}

/**
 * One failure that is no test's own.
 * @param {Job} job
 * @param {string} why
 * @returns {Result}
 */
export function failure({ stage, name }, why) {
  /** @type {TestRecord} */
  const record = { stage, job: name, title: why, kind: 'hook', state: 'failed', ms: 0 };
  return { ...nothing, failed: 1, tests: [record] };
}
