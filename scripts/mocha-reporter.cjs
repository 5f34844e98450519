// @ts-check
// Mocha's "spec" on the screen, and the counts in the file that TEST_RESULT names.
'use strict';
const fs = require('node:fs');
const Mocha = require('mocha');

module.exports = class SpecAndCounts extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env['TEST_RESULT'];
      if (file) fs.writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, pending }));
    });
  }
};
