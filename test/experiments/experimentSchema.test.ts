import assert from 'node:assert/strict';
import { completeExperiment, parseExperimentFile } from '../../server/experiments/completeExperiment.ts';
import { ExperimentError } from '../../server/experiments/experimentError.ts';
import { experimentJsonSchema } from '../../server/experiments/experimentSchema.ts';
import { presets } from '../../server/experiments/presets.ts';
import { readProjectFile } from '../support/projectFiles.ts';

function checkRefused(settings: Readonly<Record<string, unknown>>, message: RegExp): void {
  assert.throws(
    () => completeExperiment('vae', settings),
    (error) => error instanceof ExperimentError && message.test(error.message),
  );
}

describe('An experiment', () => {
  it('that says nothing has the settings of the paper', () => {
    assert.deepEqual(completeExperiment('vae', {}), presets.paper.vae);
    assert.deepEqual(completeExperiment('memory', {}), presets.paper.memory);
  });

  it('keeps what it says, and takes the rest from the preset', () => {
    const spec = completeExperiment('vae', { epochs: 7, thresholds: [0.12, '0.5%'], $schema: 'x' }, 'quick');
    assert.deepEqual(spec, { ...presets.quick.vae, epochs: 7, thresholds: [0.12, '0.5%'] });
  });

  it('with a setting that cannot be is refused by the name of the setting', () => {
    checkRefused({ epochs: 0 }, /^epochs: /);
    checkRefused({ epochz: 10 }, /epochz/);
    checkRefused({ noises: [1] }, /noises/);
    for (const threshold of ['0%', '100%', '5', 0, -1]) checkRefused({ thresholds: [threshold] }, /^thresholds\.0: /);
    for (const twice of [{ seeds: [1, 1] }, { thresholds: ['5%', 0.1, '5%'] }, { temperatures: [1.1, 1.1] }])
      checkRefused(twice, /: The same twice$/);
    checkRefused({ epochs: 0, seeds: [] }, /epochs: .*; seeds: |seeds: .*; epochs: /);
  });

  it('in a file that is no JSON, or names no model, is refused, and may begin with a byte order mark', () => {
    assert.throws(() => parseExperimentFile('{'), /no JSON/);
    assert.throws(() => parseExperimentFile('{"model": "gan"}'), /model/);
    assert.deepEqual(parseExperimentFile('\uFEFF{"model": "vae", "epochs": 3}'), {
      model: 'vae',
      settings: { model: 'vae', epochs: 3 },
      slurm: {},
    });
  });

  it('says apart from its settings what Slurm is asked for', () => {
    const file = { model: 'vae', slurm: { gpus: 'a100:1', time: 90 } };
    assert.deepEqual(parseExperimentFile(JSON.stringify(file)), {
      ...{ model: 'vae', settings: { model: 'vae' }, slurm: { gpus: 'a100:1', time: 90 } },
    });
    for (const slurm of [{ gpus: 0 }, { time: 'soon' }, { queue: 'x' }, 'gpu', { partition: 'a b' }])
      assert.throws(() => parseExperimentFile(JSON.stringify({ model: 'vae', slurm })), /^Error: slurm/);
  });

  it('may have hidden layers of the same width, and not the same noise twice', () => {
    const { model, hidden } = completeExperiment('memory', { hidden: [64, 64] });
    assert.deepEqual([model, hidden], ['memory', [64, 64]]);
    assert.throws(
      () =>
        completeExperiment('memory', {
          noiseWithTemperature: [
            [1, 2],
            [1, 2],
          ],
        }),
      /The same twice/,
    );
  });

  it('file is completed and checked in the editor by the same schema', () => {
    const written: unknown = JSON.parse(readProjectFile('schemas/passk-experiment.schema.json'));
    assert.deepEqual(written, experimentJsonSchema(), 'node --import tsx scripts/makeSchemas.mjs writes it');
  });
});
