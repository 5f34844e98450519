import assert from 'node:assert/strict';
import { nothing, runJobs, type Job, type Result } from '../../../scripts/testRun/pool.mjs';

const passed: Result = { ...nothing, passed: 1 };
const failed: Result = { ...nothing, failed: 1 };
const silent = { started: () => undefined, ended: () => undefined };

/** A job that ends when the test says so. */
function held(name: string, after: readonly Job[] = []) {
  let end: (result: Result) => void = () => undefined;
  const result = new Promise<Result>(resolve => (end = resolve));
  const job: Job = { stage: 'unit', name, after, run: () => result };
  return { job, end };
}
const turn = () => new Promise(resolve => setImmediate(resolve));

describe('Jobs of npm test', () => {
  it('run so many at once, in the order of the list', async () => {
    const jobs = ['a', 'b', 'c'].map(name => held(name));
    const started: string[] = [];
    const done = runJobs(
      jobs.map(({ job }) => job),
      2,
      { ...silent, started: ({ name }) => void started.push(name) },
    );
    await turn();
    assert.deepEqual(started, ['a', 'b']);
    jobs[1]?.end(passed);
    await turn();
    assert.deepEqual(started, ['a', 'b', 'c']);
    jobs[0]?.end(passed);
    jobs[2]?.end(passed);
    assert.deepEqual(
      (await done).map(({ job, result }) => [job.name, result.passed]),
      [
        ['b', 1],
        ['a', 1],
        ['c', 1],
      ],
    );
  });

  it('wait for what they come after, and let others go first meanwhile', async () => {
    const first = held('first');
    const second = held('second', [first.job]);
    const other = held('other');
    const started: string[] = [];
    const done = runJobs([first.job, second.job, other.job], 2, {
      ...silent,
      started: ({ name }) => void started.push(name),
    });
    await turn();
    assert.deepEqual(started, ['first', 'other']);
    first.end(passed);
    await turn();
    assert.deepEqual(started, ['first', 'other', 'second']);
    second.end(passed);
    other.end(passed);
    await done;
  });

  it('fail without being run where what they come after has failed', async () => {
    const first = held('first');
    let ran = false;
    const second: Job = {
      stage: 'e2e',
      name: 'second',
      after: [first.job],
      run: () => {
        ran = true;
        return Promise.resolve(passed);
      },
    };
    first.end(failed);
    const ended = await runJobs([first.job, second], 2, silent);
    assert.ok(!ran);
    const [test] = ended.at(-1)?.result.tests ?? [];
    assert.deepEqual(test, {
      stage: 'e2e',
      job: 'second',
      title: 'not run, because "first" failed',
      kind: 'hook',
      state: 'failed',
      ms: 0,
    });
  });

  it('print at once only where one runs alone', async () => {
    const lives: boolean[] = [];
    const job = (name: string): Job => ({
      stage: 'unit',
      name,
      run: live => {
        lives.push(live);
        return Promise.resolve(passed);
      },
    });
    await runJobs([job('a')], 2, silent);
    await runJobs([job('a'), job('b')], 1, silent);
    await runJobs([job('a'), job('b')], 2, silent);
    assert.deepEqual(lives, [true, true, true, false, false]);
  });
});
