import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isProcess } from '../../server/jobs/isProcess.ts';
import type { JobProgress, JobRecord } from '../../server/protocol/job.ts';
import { idxImages } from '../support/idxImages.ts';
import { eventually } from '../support/eventually.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { needsBuiltPassk, passkPath, type PasskRun, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

/** Long enough to be stopped in the middle. */
const settings = [
  'data=synthetic',
  'images=40',
  'hidden=32',
  'latent=8',
  'attempts=200',
  'correlationTrials=50',
  'engine=onnx-cpu',
];

const PATIENCE = { timeout: 60_000 };

describe('A job of passk run', function () {
  this.timeout(120_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  const scratch = useScratchFolder();
  const args = (name: string, epochs: number): string[] => [
    ...['run', 'vae', '--out', scratch.at(name)],
    ...[...settings, `epochs=${epochs}`].flatMap((setting) => ['--set', setting]),
  ];
  const start = (name: string, epochs: number, ...more: string[]): ChildProcess =>
    spawn(process.execPath, [passkPath, ...args(name, epochs), ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
  const read = (path: string): string => readFileSync(scratch.at(path), 'utf8');
  const record = (name: string): JobRecord => JSON.parse(read(`${name}/job.json`)) as JobRecord;
  const isTraining = (name: string): boolean =>
    existsSync(scratch.at(`${name}/progress.json`)) &&
    ((JSON.parse(read(`${name}/progress.json`)) as JobProgress).epoch ?? 0) > 0;

  it('that was killed goes on from its checkpoint, to the same result', async () => {
    const epochs = 2500;
    const command = start('killed', epochs);
    await eventually(() => {
      assert.ok(existsSync(scratch.at('killed/checkpoint.bin')));
    }, PATIENCE);
    process.kill(record('killed').processId, 'SIGKILL');
    await once(command, 'close');
    assert.equal(existsSync(scratch.at('killed/result.json')), false);

    const resumed = await runPassk(['run', 'vae', '--out', scratch.at('killed'), '--resume']);
    assert.equal(resumed.status, 0, resumed.stderr);
    assert.equal((await runPassk(args('whole', epochs))).status, 0);
    assert.equal(read('killed/result.json'), read('whole/result.json'));
    assert.equal(read('killed/evaluation.csv'), read('whole/evaluation.csv'));
  });

  it('that was killed goes on although it was to be cancelled then, and never with other images or settings', async () => {
    const images = scratch.at('images/train-images-idx3-ubyte');
    mkdirSync(scratch.at('images'));
    writeFileSync(images, idxImages(40));
    const given = ['--set', 'data=mnist', '--set', `dataFolder=${scratch.at('images')}`];
    const command = start('changed', 2500, ...given);
    await eventually(() => {
      assert.ok(existsSync(scratch.at('changed/checkpoint.bin')));
    }, PATIENCE);
    process.kill(record('changed').processId, 'SIGKILL');
    await once(command, 'close');
    writeFileSync(scratch.at('changed/cancel'), '');
    const resume = (model: string): Promise<PasskRun> =>
      runPassk(['run', model, '--out', scratch.at('changed'), '--resume']);
    const asIs = readFileSync(images);

    writeFileSync(
      images,
      asIs.map((byte, i) => (i < 16 ? byte : 255 - byte)),
    );
    const withOthers = await resume('vae');
    assert.deepEqual([withOthers.status, existsSync(scratch.at('changed/checkpoint.bin'))], [1, true]);
    assert.match(withOthers.stderr, /of other images than train-images-idx3-ubyte holds/);
    writeFileSync(images, asIs);

    const asked = read('changed/job.json');
    for (const [from, to, complaint] of [
      ['"latent": 8', '"latent": 9', /of other settings than job\.json has/],
      ['"latent": 8', '"latent": "8"', /job\.json: latent: /],
    ] as const) {
      writeFileSync(scratch.at('changed/job.json'), asked.replace(from, to));
      assert.match((await resume('vae')).stderr, complaint);
    }
    writeFileSync(scratch.at('changed/job.json'), asked);
    assert.match((await resume('memory')).stderr, /is of the model vae, not memory/);

    const resumed = await resume('vae');
    assert.equal(resumed.status, 0, resumed.stderr);
    assert.equal((await runPassk([...args('unchanged', 2500), ...given])).status, 0);
    assert.equal(read('changed/result.json'), read('unchanged/result.json'));
  });

  it('that is cancelled ends, and leaves its record alone', async () => {
    const command = start('cancelled', 1_000_000);
    await eventually(() => {
      assert.ok(isTraining('cancelled'));
    }, PATIENCE);
    const { processId } = record('cancelled');
    command.kill('SIGINT');
    const [status] = (await once(command, 'close')) as [number];
    assert.equal(status, 1);
    assert.equal(isProcess(processId), false);
    assert.deepEqual(readdirSync(scratch.at('cancelled')), ['job.json']);
    assert.equal(record('cancelled').state.kind, 'cancelled');
  });

  it('whose folder is removed ends, and says so', async () => {
    const command = start('removed', 1_000_000);
    let said = '';
    command.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    await eventually(() => {
      assert.ok(isTraining('removed'));
    }, PATIENCE);
    const { processId } = record('removed');
    const closed = once(command, 'close');
    // The job may write a file meanwhile.
    await eventually(() => {
      rmSync(scratch.at('removed'), { recursive: true, force: true });
    });
    assert.deepEqual(await closed, [1, null]);
    assert.match(said, /^passk: .*removed was removed, and the job in it ended\.$/m);
    assert.doesNotMatch(said, /^\s+at /m);
    assert.deepEqual([isProcess(processId), existsSync(scratch.at('removed'))], [false, false]);
  });

  it('whose command is killed is interrupted, says so, and can be resumed', async () => {
    const command = start('orphan', 1_000_000);
    await eventually(() => {
      assert.ok(isTraining('orphan'));
    }, PATIENCE);
    const { processId } = record('orphan');
    command.kill('SIGKILL');
    await eventually(() => {
      assert.equal(isProcess(processId), false);
    }, PATIENCE);
    const { state } = record('orphan');
    assert.ok(state.kind === 'interrupted');
    assert.match(state.message, /can be resumed/);
  });
});
