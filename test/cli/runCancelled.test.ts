import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isProcess } from '../../server/jobs/isProcess.ts';
import type { JobProgress, JobRecord } from '../../server/protocol/job.ts';
import { installEngine } from '../support/brokenEngine.ts';
import { eventually } from '../support/eventually.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { needsBuiltPassk, passkPath } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const small = ['data=synthetic', 'images=40', 'hidden=32', 'latent=8'];
/** Work that would go on for longer than anybody waits. */
const endless = {
  training: [...small, 'engine=onnx-cpu', 'epochs=1000000'],
  sampling: [...small, 'engine=onnx-cpu', 'epochs=1', 'attempts=1000000'],
  analyzing: [...small, 'images=400', 'engine=onnx-cpu', 'epochs=1', 'attempts=4000', 'correlationTrials=4000'],
};
const PATIENCE = { timeout: 60_000 };

describe('A job that is cancelled', function () {
  this.timeout(120_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  const scratch = useScratchFolder();
  const read = (name: string): unknown => JSON.parse(readFileSync(scratch.at(`job/${name}`), 'utf8'));

  for (const [phase, settings] of Object.entries(endless))
    it(`in ${phase} ends, and leaves its record alone`, async () => {
      await checkCancelled(settings, {}, () => {
        assert.equal((read('progress.json') as JobProgress).phase, phase);
      });
    });

  it('while it looks for an engine ends, and the probe with it', async () => {
    const pidFile = scratch.at('pid');
    const hang = `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;);`;
    const env = installEngine(scratch, 'onnxruntime-node', hang);
    await checkCancelled([...small, 'engine=auto'], env, () => {
      assert.ok(existsSync(pidFile));
    });
    await eventually(() => {
      assert.equal(isProcess(Number(readFileSync(pidFile, 'utf8'))), false);
    });
  });

  /** Asks to cancel a job that is so far, and expects that what ends next is the job, with nothing done since. */
  async function checkCancelled(
    settings: readonly string[],
    env: NodeJS.ProcessEnv,
    isSoFar: () => void,
  ): Promise<void> {
    const args = ['run', 'vae', '--out', scratch.at('job'), ...settings.flatMap((setting) => ['--set', setting])];
    const command = spawn(process.execPath, [passkPath, ...args], {
      ...{ stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } },
    });
    const ended = once(command, 'close');
    await eventually(isSoFar, PATIENCE);
    const { processId } = read('job.json') as JobRecord;
    command.kill('SIGINT');
    const [status] = (await ended) as [number];
    assert.equal(status, 1);
    assert.equal(isProcess(processId), false);
    assert.deepEqual(readdirSync(scratch.at('job')), ['job.json']);
    assert.deepEqual(
      readdirSync(scratch.at('.')).filter((name) => name.startsWith('job')),
      ['job'],
    );
    assert.equal((read('job.json') as JobRecord).state.kind, 'cancelled');
  }
});
