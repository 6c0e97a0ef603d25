// Mocha's usual output, and the counts as JSON in the file that EMIC_COUNTS names, for the runner to add up.
'use strict';
const fs = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.on('retry', (test, error) =>
      console.log(`    Once more: ${test.fullTitle()}: ${error.message.split('\n')[0]}`),
    );
    runner.on('fail', (test) => this.failed.push(test.fullTitle()));
  }

  failed = [];

  done(failures, finished) {
    for (const title of this.failed) console.log(`✘ ${title}`);
    const { passes, failures: failed, pending } = this.stats;
    if (process.env.EMIC_COUNTS) {
      fs.writeFileSync(process.env.EMIC_COUNTS, JSON.stringify({ passed: passes, failed, skipped: pending }));
    }
    finished?.(failures);
  }
};
