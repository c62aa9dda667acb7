import assert from 'node:assert/strict';
import { createAnalystPool, type AnalystPool, type JobHandle } from '../../server/host/analystPool.ts';
import type { LogInput } from '../../server/host/analystChannel.ts';
import { createAnalystThread, type AnalystThread } from '../../server/host/analystThread.ts';
import { analysisSettingsOf, DEFAULT_SETTINGS } from '../../server/host/settings.ts';
import { placedLog } from '../support/sampleLog.ts';

const workerUrl = new URL('../support/misbehavingAnalyst.mjs', import.meta.url);

type Behavior = 'ends' | 'waits to be stopped' | 'never stops' | 'throws' | 'exits' | 'eats all memory';

describe('The pool of analysts', () => {
  let pool: AnalystPool;
  const submit = (behavior: Behavior, input: LogInput = { kind: 'bytes', bytes: new Uint8Array(1) }): JobHandle =>
    pool.submit({
      name: behavior,
      input,
      settings: { ...analysisSettingsOf(DEFAULT_SETTINGS), prices: null },
      onProgress: () => undefined,
      nextEval: new SharedArrayBuffer(4),
      onCounted: () => undefined,
      onFitted: () => undefined,
    });
  const makePool = (size: number): void => {
    pool = createAnalystPool(() => createAnalystThread({ workerUrl, maxHeapMegabytes: 32, graceMs: 50 }), size);
  };

  afterEach(() => {
    pool.dispose();
  });

  async function checkCrash(behavior: Behavior, expected: RegExp): Promise<void> {
    makePool(1);
    const outcome = await submit(behavior).outcome;
    assert.equal(outcome.kind, 'failed');
    assert.match(outcome.message, expected);
    assert.equal((await submit('ends').outcome).kind, 'done');
  }

  it('answers a thrown error with what it was, and goes on', () => checkCrash('throws', /a defect.*try again/));
  it('answers a thread that exits, and goes on', () => checkCrash('exits', /status 3/));
  it('answers a thread that runs out of memory with the way out, and goes on', () =>
    checkCrash('eats all memory', /more than 32 MB.*Reduce the log to counts/));

  it('stops a job by asking', async () => {
    makePool(1);
    const job = submit('waits to be stopped');
    job.stop();
    assert.equal((await job.outcome).kind, 'stopped');
    assert.equal((await submit('ends').outcome).kind, 'done');
  });

  it('ends the thread of a job that does not stop, and goes on', async () => {
    makePool(1);
    const job = submit('never stops');
    job.stop();
    assert.equal((await job.outcome).kind, 'stopped');
    assert.equal((await submit('ends').outcome).kind, 'done');
  });

  it('takes a job that has not begun out of the queue', async () => {
    makePool(1);
    const first = submit('waits to be stopped');
    const second = submit('never stops');
    second.stop();
    assert.equal((await second.outcome).kind, 'stopped');
    first.stop();
    assert.equal((await first.outcome).kind, 'stopped');
  });

  it('does not hold up a log behind a slow one', async () => {
    makePool(2);
    const slow = submit('waits to be stopped');
    assert.equal((await submit('ends').outcome).kind, 'done');
    slow.stop();
    await slow.outcome;
  });

  it('reads with its oldest idle thread and fits what is read with its youngest, whose code for that is compiled', async () => {
    const ran: string[] = [];
    const ends: (() => void)[] = [];
    let numThreads = 0;
    pool = createAnalystPool(() => {
      const name = `thread ${++numThreads}`;
      const run: AnalystThread['run'] = ({ input }) => {
        ran.push(`${input.kind}: ${name}`);
        return new Promise((resolve) => {
          ends.push(() => {
            resolve({ kind: 'done' });
          });
        });
      };
      return { warmUp: () => undefined, run, stop: () => undefined, dispose: () => undefined };
    }, 2);
    const submitAll = async (...inputs: LogInput[]): Promise<void> => {
      const jobs = inputs.map((input) => submit('ends', input));
      // The one that began last ends first.
      ends
        .splice(0)
        .reverse()
        .forEach((end) => {
          end();
        });
      await Promise.all(jobs.map(({ outcome }) => outcome));
    };
    const read: LogInput = { kind: 'bytes', bytes: new Uint8Array(1) };
    const fit: LogInput = { kind: 'log', log: placedLog() };
    await submitAll(read, read);
    await submitAll(read);
    await submitAll(fit);
    await submitAll(read, fit);
    assert.deepEqual(ran, [
      'bytes: thread 1',
      'bytes: thread 2',
      'bytes: thread 1',
      'log: thread 2',
      'bytes: thread 1',
      'log: thread 2',
    ]);
  });

  it('starts queued jobs in the order they came', async () => {
    makePool(1);
    const ended: number[] = [];
    await Promise.all([0, 1, 2].map((index) => submit('ends').outcome.then(() => ended.push(index))));
    assert.deepEqual(ended, [0, 1, 2]);
  });
});
