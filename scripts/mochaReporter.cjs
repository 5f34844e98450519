// @ts-check
// Mocha's "spec" on the screen, and what became of each test and hook in the file that TEST_RESULT names.
'use strict';
const fs = require('node:fs');
const Mocha = require('mocha');

const { EVENT_HOOK_END, EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Mocha.Runner.constants;

/**
 * The title of the outermost suite that a test or hook is in; none where it is in none.
 * @param {Mocha.Runnable} each
 */
function outermost(each) {
  let suite = each.parent;
  while (suite?.parent && !suite.parent.root) suite = suite.parent;
  return suite?.root ? undefined : suite?.title;
}

module.exports = class SpecAndRecords extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {unknown[]} */
    const tests = [];
    /** @param {'passed' | 'failed' | 'pending'} state */
    const record = state => (/** @type {Mocha.Test | Mocha.Hook} */ each) => {
      const { type, duration = 0 } = each;
      const kind = type === 'hook' ? 'hook' : 'test';
      tests.push({ title: each.fullTitle(), suite: outermost(each), kind, state, ms: duration });
    };
    runner.on(EVENT_TEST_PASS, record('passed'));
    runner.on(EVENT_TEST_FAIL, record('failed')); // a hook's failure, too
    runner.on(EVENT_TEST_PENDING, record('pending'));
    runner.on(EVENT_HOOK_END, record('passed'));
    runner.once(EVENT_RUN_END, () => {
      const { passes: passed, failures: failed, pending } = this.stats;
      const file = process.env['TEST_RESULT'];
      if (file) fs.writeFileSync(file, JSON.stringify({ passed, failed, pending, tests }));
    });
  }
};
