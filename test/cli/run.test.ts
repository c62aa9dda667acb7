import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { readResult } from '../../server/jobs/readResult.ts';
import type { MemoryResult, VaeResult } from '../../server/protocol/experimentResult.ts';
import { analyzeToJson, needsBuiltPassk, type PasskRun, runPassk } from '../support/runPassk.ts';
import { idxImages } from '../support/idxImages.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';

/** Seconds, and all parts of the experiment. */
const small = [
  'data=synthetic',
  'images=12',
  'hidden=16',
  'latent=4',
  'epochs=3',
  'batchSize=5',
  'attempts=40',
  'correlationTrials=20',
  'engine=onnx-cpu',
];

describe('passk run vae', function () {
  this.timeout(60_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  const scratch = useScratchFolder();
  const run = (name: string, ...more: string[]): Promise<PasskRun> =>
    runPassk(['run', 'vae', ...small.flatMap((setting) => ['--set', setting]), ...more, '--out', scratch.at(name)]);
  const resultOf = (name: string): string => readFileSync(scratch.at(`${name}/result.json`), 'utf8');

  it('makes an evaluation log that analyze opens, a result and a report', async () => {
    const { status, stdout, stderr } = await run('vae', '--set', 'thresholds=10%,50%,0.9');
    assert.equal(status, 0, stderr);
    assert.deepEqual(
      stdout
        .trim()
        .split('\n')
        .map((path) => path.replace(/.*\//, '')),
      ['evaluation.csv', 'report.md', 'result.json'],
    );

    const { report } = await analyzeToJson([scratch.at('vae/evaluation.csv')]);
    assert.deepEqual(
      report.files.flatMap(({ issues }) => issues),
      [],
    );
    assert.deepEqual(
      report.evals.map(({ task, model, scorer, numProblems, numAttempts }) => [
        task,
        model,
        scorer,
        numProblems,
        numAttempts,
      ]),
      ['error < 10% quantile', 'error < 50% quantile', 'error < 0.9'].map((scorer) => [
        'synthetic reconstruction',
        'VAE seed 0, T = 1.1',
        scorer,
        12,
        480,
      ]),
    );

    const result = (await readResult(scratch.at('vae'))) as VaeResult;
    const [sampling = assert.fail()] = result.runs[0]?.samplings ?? [];
    // Pass@1 of a success at a quantile of the errors is that quantile, but for the trials after the first.
    sampling.thresholds.forEach(({ passAtK }, i) => {
      assert.equal(passAtK[0]?.value, report.evals[i]?.passAtK[0]?.value);
    });
    assert.deepEqual([result.engine.used, sampling.images.length, sampling.correlation?.trials], ['onnx-cpu', 10, 20]);
    assert.match(
      readFileSync(scratch.at('vae/report.md'), 'utf8'),
      /synthetic: no number here is a result of the paper/,
    );
    assert.deepEqual(
      ['checkpoint.bin', 'cancel'].map((name) => existsSync(scratch.at(`vae/${name}`))),
      [false, false],
    );
  });

  it('gives the same result file for the same seed, and another for another', async () => {
    for (const [name, seed] of [
      ['a', 'seeds=3'],
      ['b', 'seeds=3'],
      ['c', 'seeds=4'],
    ] as const)
      assert.equal((await run(name, '--set', seed)).status, 0);
    assert.equal(resultOf('a'), resultOf('b'));
    assert.notEqual(resultOf('a'), resultOf('c').replaceAll('seed 4', 'seed 3'));
  });

  it('says what is wrong with its settings, and makes nothing', async () => {
    for (const [more, message] of [
      [['--set', 'epochs=none'], /--set: epochs: /],
      [['--set', 'epochs'], /name=value/],
      [['--spec', 'absent.json'], /absent\.json cannot be read/],
      [['--resume'], /started with/],
      [['--engine', 'abacus'], /abacus/],
    ] as const) {
      const { status, stderr } = await run('wrong', ...more);
      assert.equal(status, 2);
      assert.match(stderr, message);
    }
    assert.equal(existsSync(scratch.at('wrong')), false);
  });

  it('says where images belong that are not there, and which file is damaged', async () => {
    const absent = await run('absent', '--set', 'data=mnist', '--set', `dataFolder=${scratch.at('')}`);
    assert.equal(absent.status, 1);
    assert.match(absent.stderr, /Put train-images-idx3-ubyte\.gz .* into .*data=synthetic/);
    scratch.write('train-images-idx3-ubyte', Buffer.alloc(16));
    const damaged = await run('damaged', '--set', 'data=mnist', '--set', `dataFolder=${scratch.at('')}`);
    assert.match(damaged.stderr, /train-images-idx3-ubyte is no IDX file/);
  });

  it('says in a sentence why images, or a learning rate, give no numbers', async () => {
    scratch.write('black/train-images-idx3-ubyte', idxImages(12).fill(0, 16 + 784, 16 + 2 * 784));
    const black = await run('dark', '--set', 'data=mnist', '--set', `dataFolder=${scratch.at('black')}`);
    assert.equal(black.status, 1);
    assert.match(black.stderr, /^passk: Image 1 is black, .*take other images\.$/m);
    const wild = await run('wild', '--set', 'learningRate=1');
    assert.match(wild.stderr, /^passk: The loss of epoch \d is not a number: try a smaller learningRate\.\n$/m);
  });

  it('says where there is no Slurm that it cannot be submitted', async () => {
    const args = ['run', 'vae', '--set', 'data=synthetic', '--runner', 'slurm', '--out', scratch.at('nowhere')];
    const { status, stderr } = await runPassk(args, { env: { PATH: scratch.at('') } });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^passk: \w+ is not on the PATH: this machine cannot submit to Slurm\. Submit it .*, or run it here without Slurm\.$/m,
    );
  });

  it('takes no folder that holds something else', async () => {
    scratch.write('full/thesis.txt', 'x');
    const { status, stderr } = await run('full');
    assert.equal(status, 2);
    assert.match(stderr, /not empty/);
  });
});

describe('passk run memory', function () {
  this.timeout(60_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  const scratch = useScratchFolder();

  it('makes an evaluation of each noise and temperature, which analyze opens', async () => {
    const file = scratch.write(
      'small.passk-experiment.json',
      JSON.stringify({
        model: 'memory',
        ...{ data: 'synthetic', images: 20, hidden: [16], epochs: 60, batchSize: 5, attempts: 60, learningRate: 0.01 },
        ...{ noises: [0.2, 2], temperatures: [1], noiseWithTemperature: [[0.2, 3]] },
      }),
    );
    const { status, stderr } = await runPassk(['run', 'memory', '--spec', file, '--out', scratch.at('memory')]);
    assert.equal(status, 0, stderr);
    const { report } = await analyzeToJson([scratch.at('memory/evaluation.csv')]);
    const [run = assert.fail()] = ((await readResult(scratch.at('memory'))) as MemoryResult).runs;
    assert.deepEqual(
      report.evals.map(({ model }) => model),
      ['noise 0.2', 'noise 2', 'temperature 1', 'noise 0.2, temperature 3'].map((label) => `MLP seed 0, ${label}`),
    );
    assert.ok(run.training.accuracy > 0.9, 'what was memorized is recalled');
    const passAt1 = run.retrievals.map(({ passAtK }) => passAtK[0]?.value ?? assert.fail());
    assert.deepEqual(
      passAt1,
      report.evals.map(({ passAtK }) => passAtK[0]?.value),
    );
    assert.ok(passAt1[0]! > passAt1[1]!, 'more noise, fewer recalls');
  });

  it('refuses the experiment file of another model', async () => {
    const file = scratch.write('vae.passk-experiment.json', '{"model": "vae"}');
    const { status, stderr } = await runPassk(['run', 'memory', '--spec', file, '--out', scratch.at('x')]);
    assert.equal(status, 2);
    assert.match(stderr, /of the model vae, not memory/);
  });
});
