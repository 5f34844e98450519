import assert from 'node:assert/strict';
import type { TestRecord } from '../../../scripts/testRun/pool.mjs';
import { commandFor, failures, slowest } from '../../../scripts/testRun/summary.mjs';

const record = (title: string, more: Partial<TestRecord> = {}): TestRecord => ({
  ...{ stage: 'unit', job: 'unit core', title, kind: 'test', state: 'failed', ms: 1500 },
  ...more,
});

describe('What npm test says at its end', () => {
  it('is how a failed test is played again alone, with its seed', () => {
    const test = record("A name's (check) | isn't $1");
    assert.equal(
      commandFor(test, { seed: 7, stress: false }),
      String.raw`npm test -- --only unit --grep 'A name'\''s \(check\) \| isn'\''t \$1' --seed 7`,
    );
    assert.match(commandFor(test, { seed: 7, stress: true }), /^npm run test:stress -- --only unit /);
  });

  it('is how the whole suite is played again in the workbench, where each test goes on from the one before', () => {
    const test = record('Groups as documents open as YAML', { stage: 'e2e', suite: 'Groups as documents' });
    const hook = record('Groups as documents "before all" hook in "x"', { ...test, kind: 'hook' });
    const command = "npm test -- --only e2e --grep '^Groups as documents ' --seed 7";
    assert.equal(commandFor(test, { seed: 7, stress: false }), command);
    assert.equal(commandFor(hook, { seed: 7, stress: false }), command);
  });

  it('names the suite of a hook, which is no test', () => {
    const hook = record('Deleting groups "before all" hook for "asks first"', { kind: 'hook' });
    assert.equal(
      commandFor(hook, { seed: 7, stress: false }),
      "npm test -- --only unit --grep 'Deleting groups' --seed 7",
    );
  });

  it('names the stage alone where no test of it could be run', () => {
    const job = record('ended with 1 before it could say why', { kind: 'hook', stage: 'vscode' });
    assert.equal(commandFor(job, { seed: 7, stress: false }), 'npm test -- --only vscode --seed 7');
  });

  it('is how often each test has failed in several runs', () => {
    const runs = [
      { seed: 7, tests: [record('a'), record('b', { state: 'passed' })] },
      { seed: 8, tests: [record('a', { state: 'passed' }), record('b')] },
      { seed: 9, tests: [record('a'), record('b', { state: 'passed' })] },
    ];
    const lines = failures(runs, false);
    assert.deepEqual(lines, [
      '✘ unit core: a (failed 2 of 3 times)',
      "    npm test -- --only unit --grep 'a' --seed 7",
      '✘ unit core: b (failed 1 of 3 times)',
      "    npm test -- --only unit --grep 'b' --seed 8",
    ]);
  });

  it('is which tests were the slowest', () => {
    const tests = [record('a', { ms: 100 }), record('b', { ms: 65_000 }), record('c', { ms: 2000 })];
    assert.deepEqual(slowest(tests, 2), ['  65.0 s  unit core: b', '   2.0 s  unit core: c']);
  });
});
