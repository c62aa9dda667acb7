import assert from 'node:assert/strict';
import { describeTally, sumOf } from '../../scripts/testTally.mjs';

const passing = { passed: 3, failed: 0, skipped: [] };
const mixed = { passed: 1, failed: 2, skipped: [{ title: 'the panel: draws', reason: 'no Chromium' }] };

describe('The end of a test run', () => {
  it('is the one line of counts when nothing was skipped', () => {
    assert.equal(describeTally(sumOf([passing, passing])), '6 passed, 0 failed');
  });

  it('lists what was skipped and why before the counts', () => {
    const lines = describeTally(sumOf([passing, mixed])).split('\n');
    assert.deepEqual(lines, ['Skipped:', '  the panel: draws (no Chromium)', '', '4 passed, 2 failed, 1 skipped']);
  });
});
