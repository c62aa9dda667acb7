// A mocha reporter: Spec's for the eye, and a tally (see testTally.mjs) in the file that PASSK_LENS_TALLY names.
// CommonJS, because mocha loads it in Node and inside VS Code's extension host alike.
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const { EVENT_RUN_END, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Runner.constants;

module.exports = class SummaryReporter extends reporters.Dot {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    let passed = 0;
    let failed = 0;
    /** @type {{ title: string, reason: string }[]} */
    const skipped = [];
    runner.on(EVENT_TEST_PASS, () => (passed += 1));
    runner.on(EVENT_TEST_FAIL, () => (failed += 1));
    runner.on(EVENT_TEST_PENDING, (test) => {
      skipped.push({ title: test.titlePath().join(': '), reason: reasonOf(test) });
    });
    runner.once(EVENT_RUN_END, () => {
      const path = process.env.PASSK_LENS_TALLY;
      if (path !== undefined) writeFileSync(path, JSON.stringify({ passed, failed, skipped }));
    });
  }
};

/**
 * Why a test was skipped: `skipBecause` leaves it on the test, or on the suite when a hook skipped.
 * @param {import('mocha').Test} test
 * @returns {string}
 */
function reasonOf(test) {
  for (let node = /** @type {any} */ (test); node !== undefined; node = node.parent) {
    if (typeof node.skipReason === 'string') return node.skipReason;
  }
  return '';
}
