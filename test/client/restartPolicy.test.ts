import assert from 'node:assert/strict';
import { createRestartPolicy } from '../../client/restartPolicy.ts';

/** Crashes a server at these times and compares whether it may be started again. */
function checkRestarts(crashTimes: readonly number[], expected: readonly boolean[]): void {
  let time = 0;
  const mayRestart = createRestartPolicy({ maxRestarts: 2, windowMs: 1000, now: () => time });
  const allowed = crashTimes.map((crashTime) => {
    time = crashTime;
    return mayRestart();
  });
  assert.deepEqual(allowed, expected);
}

describe('the restart policy', () => {
  it('gives up on a server that crashes again and again', () => {
    checkRestarts([0, 10, 20, 30], [true, true, false, false]);
  });

  it('goes on for a server that crashes now and then', () => {
    checkRestarts([0, 900, 1000, 1900, 2000], [true, true, true, true, true]);
  });
});
