import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { isProcess } from '../../server/jobs/isProcess.ts';
import { readJob } from '../../server/jobs/jobFolder.ts';
import type { JobRecord } from '../../server/protocol/job.ts';
import { eventually } from '../support/eventually.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { needsBuiltPassk, passkPath, type PasskRun, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { useSlurmCluster } from '../support/slurmCluster.ts';

const settings = {
  ...{ model: 'vae', data: 'synthetic', images: 12, hidden: 16, latent: 4, epochs: 3, batchSize: 5, attempts: 40 },
  ...{ correlationTrials: 20, engine: 'onnx-cpu', threads: 1, seeds: [3, 1] },
};
/** Long enough to be stopped in the middle. */
const endless = { ...settings, images: 40, batchSize: 40, epochs: 1_000_000 };

const PATIENCE = { timeout: 60_000 };
const FILES = ['evaluation.csv', 'job.json', 'progress.json', 'report.md', 'result.json'];

describe('passk run --runner slurm', function () {
  this.timeout(120_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  useSlurmCluster();
  const scratch = useScratchFolder();
  const args = (name: string, spec: object): string[] => {
    const file = scratch.write(`${name}.passk-experiment.json`, JSON.stringify(spec));
    return ['run', 'vae', '--spec', file, '--out', scratch.at(name)];
  };
  const onSlurm = (name: string, spec: object): Promise<PasskRun> =>
    runPassk([...args(name, spec), '--runner', 'slurm']);
  const start = (name: string, spec: object): ChildProcess =>
    spawn(process.execPath, [passkPath, ...args(name, spec), '--runner', 'slurm'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  const read = (path: string): string => readFileSync(scratch.at(path), 'utf8');
  const record = (name: string): JobRecord => JSON.parse(read(`${name}/job.json`)) as JobRecord;
  const elements = async (name: string): Promise<string[]> =>
    ((await readJob(scratch.at(name), Date.now()))?.elements ?? []).map(
      ({ record: { title }, state, progress }) =>
        `${title} ${state.kind}${(progress?.epoch ?? 0) > 0 ? ' trains' : ''}`,
    );
  const queue = (): string => execFileSync('squeue', ['--noheader'], { encoding: 'utf8' }).trim();

  it('runs each seed as an element of an array, and ends with the result of a local run', async () => {
    const { status, stdout, stderr } = await onSlurm('slurm', settings);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /evaluation\.csv\n.*report\.md\n.*result\.json\n$/);
    assert.equal((await runPassk(args('local', settings))).status, 0);
    for (const name of ['result.json', 'evaluation.csv', 'report.md'])
      assert.equal(read(`slurm/${name}`), read(`local/${name}`), name);
    assert.deepEqual(readdirSync(scratch.at('slurm')).sort(), FILES, 'the elements are put together');
  });

  it('shows which elements run and which wait, and cancels all of them at once', async () => {
    const command = start('cancelled', { ...endless, slurm: { cpus: 2 } });
    await eventually(async () => {
      assert.deepEqual((await elements('cancelled')).sort(), ['seed-1 queued', 'seed-3 running trains']);
      assert.match(read('cancelled/progress.json'), /submitted to Slurm as \d+: 1 running, 1 queued/);
    }, PATIENCE);
    command.kill('SIGINT');
    const [status] = (await once(command, 'close')) as [number];
    assert.equal(status, 1);
    assert.equal(queue(), '');
    assert.deepEqual(readdirSync(scratch.at('cancelled')), ['job.json']);
    assert.equal(record('cancelled').state.kind, 'cancelled');
  });

  it('goes on with its elements where it was killed, and to the same result', async () => {
    const spec = { ...endless, epochs: 2500, seeds: [1, 2] };
    const command = start('killed', spec);
    await eventually(() => {
      assert.ok(readdirSync(scratch.at('killed/elements/seed-2')).includes('checkpoint.bin'));
    }, PATIENCE);
    const { processId } = record('killed');
    process.kill(processId, 'SIGKILL');
    await once(command, 'close');
    const resumed = await runPassk(['run', 'vae', '--out', scratch.at('killed'), '--resume']);
    assert.equal(resumed.status, 0, resumed.stderr);
    assert.equal((await runPassk(args('whole', spec))).status, 0);
    assert.equal(read('killed/result.json'), read('whole/result.json'));
  });

  it('submits an element again that was killed, which goes on where it stopped', async () => {
    const spec = { ...endless, epochs: 2500, seeds: [4] };
    const command = start('retried', spec);
    const ended = once(command, 'close');
    const element = 'retried/elements/seed-4';
    await eventually(() => {
      assert.ok(readdirSync(scratch.at(element)).includes('checkpoint.bin'));
    }, PATIENCE);
    process.kill(record(element).processId, 'SIGKILL');
    const [status] = (await ended) as [number];
    assert.equal(status, 0);
    assert.equal((await runPassk(args('straight', spec))).status, 0);
    assert.equal(read('retried/result.json'), read('straight/result.json'));
  });

  it('leaves nothing in the queue when its command is killed, and can be resumed', async () => {
    const command = start('orphan', endless);
    await eventually(async () => {
      assert.ok((await elements('orphan')).includes('seed-3 running trains'));
    }, PATIENCE);
    command.kill('SIGKILL');
    await eventually(() => {
      const { state } = record('orphan');
      assert.ok(state.kind === 'interrupted', state.kind);
      assert.match(state.message, /can be resumed/);
    }, PATIENCE);
    assert.equal(queue(), '');
    assert.equal((await elements('orphan')).length, 2);
  });

  it('asks Slurm for what the experiment file says, and passes on what it does not take', async () => {
    const { status, stderr } = await onSlurm('nowhere', {
      ...settings,
      slurm: { partition: 'nowhere', time: '1:00:00' },
    });
    assert.equal(status, 1);
    assert.match(stderr, /^passk: sbatch: .*partition/m);
    const wrong = await onSlurm('wrong', { ...settings, slurm: { gpus: 'many' } });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /wrong\.passk-experiment\.json: slurm\.gpus: /);
  });

  it('says which element failed, and why', async () => {
    const { status, stderr } = await onSlurm('failed', { ...settings, data: 'mnist', dataFolder: 'nowhere' });
    assert.equal(status, 1);
    assert.match(stderr, /^passk: seed-3: The images of mnist are not here/m);
    assert.deepEqual(await elements('failed'), ['seed-1 failed', 'seed-3 failed']);
  });

  it('fails like a local run where images are missing that could be fetched', async () => {
    const env = { PASSK_LENS_CACHE: scratch.at('cache'), PASSK_LENS_DATA: scratch.at('nothing') };
    const { status } = await runPassk([...args('without', { ...settings, data: 'mnist' }), '--runner', 'slurm'], {
      env,
    });
    assert.equal(status, 1);
    const { state } = record('without');
    assert.ok(state.kind === 'failed');
    assert.deepEqual(state.missingImages, { bytes: 9_912_422 });
    assert.match(state.message, /^seed-3: The images of mnist are not here\. .* of the paper\. It can be resumed\.$/);
  });

  it('is left to itself with --detach', async () => {
    const { status, stdout } = await runPassk([...args('detached', settings), '--runner', 'slurm', '--detach']);
    assert.equal(status, 0);
    assert.equal(stdout, `${scratch.at('detached')}\n`);
    assert.ok(isProcess(record('detached').processId));
    await eventually(() => {
      assert.equal(record('detached').state.kind, 'done');
    }, PATIENCE);
    assert.deepEqual(readdirSync(scratch.at('detached')).sort(), FILES);
  });
});
