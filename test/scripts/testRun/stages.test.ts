import assert from 'node:assert/strict';
import { jobsOf, stageNames } from '../../../scripts/testRun/stages.mjs';

const wanted = { grep: undefined, vscode: undefined, stress: false, env: {} };
const namesOf = (stages: readonly string[], options: Partial<Parameters<typeof jobsOf>[1]> = {}) =>
  jobsOf(stages, { ...wanted, ...options }).map(({ name }) => name);

describe('The jobs of the stages', () => {
  it('begin with what they come after', () => {
    assert.deepEqual(namesOf(['vscode']), ['workbench and browser', 'vscode']);
    assert.deepEqual(namesOf(['e2e']).slice(0, 2), ['workbench and browser', 'builds of the extension']);
  });

  it('end with short ones, so that no core waits for a long one alone', () => {
    const jobs = namesOf([...stageNames]);
    const last = jobs.slice(-6);
    for (const long of ['vscode', 'check lint', 'check types', 'unit core', 'unit ui', 'e2e operate']) {
      assert.ok(jobs.includes(long), long);
      assert.ok(!last.includes(long), long);
    }
  });

  it('need no browser workbench where the desktop VS Code is named', () => {
    assert.deepEqual(namesOf(['vscode'], { vscode: 'oldest' }), ['vscode']);
  });

  it('are the long searches alone in a stress run', () => {
    const jobs = namesOf([...stageNames], { stress: true });
    assert.deepEqual(jobs.slice(0, 2), ['workbench and browser', 'vscode']);
    assert.ok(
      jobs.slice(2).every(name => /^unit .+\.test\.ts$/.test(name)),
      jobs.join('\n'),
    );
  });
});
