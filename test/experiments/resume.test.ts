import assert from 'node:assert/strict';
import { checkpointBytes, readCheckpoint } from '../../server/experiments/checkpointBytes.ts';
import { openOnnxEngine } from '../../server/experiments/compute/onnxEngine.ts';
import { syntheticImages } from '../../server/experiments/data/syntheticImages.ts';
import { correlationReport } from '../../server/experiments/correlationReport.ts';
import { completeExperiment } from '../../server/experiments/completeExperiment.ts';
import type { Advance, ExperimentHost } from '../../server/experiments/experimentHost.ts';
import { type ExperimentOutcome, runExperiment } from '../../server/experiments/runExperiment.ts';
import type { ExperimentSpec } from '../../server/protocol/experiment.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { root } from '../support/projectFiles.ts';

const small = { data: 'synthetic', images: 8, epochs: 3, batchSize: 3, seeds: [2, 7], engine: 'onnx-cpu', threads: 1 };
const specs = {
  vae: completeExperiment('vae', {
    ...{ ...small, hidden: 6, latent: 2, attempts: 70, correlationTrials: 20 },
    ...{ temperatures: [1.1, 0.5], thresholds: ['50%', 0.9] },
  }),
  memory: completeExperiment('memory', {
    ...{ ...small, hidden: [6], attempts: 230, noises: [0.5], temperatures: [1, 2], noiseWithTemperature: [[1, 2]] },
  }),
};

describe('An experiment that is taken up again', function () {
  this.timeout(120_000);
  let host: Omit<ExperimentHost, 'report' | 'images'>;
  before(async function () {
    needsOnnxRuntime(this);
    const engine = await openOnnxEngine('onnx-cpu', 1, [root]);
    const engineReport = { asked: 'onnx-cpu', used: 'onnx-cpu', threads: 1, fallbacks: [] } as const;
    host = {
      engine,
      engineReport,
      breathe: () => Promise.resolve(),
      correlate: (errors) => Promise.resolve(correlationReport(errors)),
    };
  });
  const run = (
    spec: ExperimentSpec,
    report: ExperimentHost['report'],
    from?: Uint8Array,
  ): Promise<ExperimentOutcome> => {
    const data = { name: 'synthetic', origin: 'drawn', sha256: '' };
    const checkpoint = from && (readCheckpoint(from)?.checkpoint ?? assert.fail());
    return runExperiment(spec, data, { ...host, images: syntheticImages(spec.images), report }, checkpoint);
  };

  for (const [model, spec] of Object.entries(specs))
    it(`ends as it would have ended, wherever the ${model} stopped`, async () => {
      const saved: Uint8Array[] = [];
      const advances: Advance[] = [];
      const whole = await run(spec, async (advance, checkpoint) => {
        advances.push(advance);
        saved.push(checkpointBytes(await checkpoint(), { engine: 'onnx-cpu', fingerprint: '' }));
      });
      assert.ok(saved.length > 2 * (spec.epochs + 2), 'in training and in attempts of both seeds');
      for (const [i, from] of saved.entries()) {
        const resumed = await run(spec, () => Promise.resolve(), from);
        assert.deepEqual(resumed, whole, `from checkpoint ${i}`);
      }

      const fractions = advances.map(({ done, total }) => done / total);
      assert.deepEqual(
        fractions,
        [...fractions].sort((a, b) => a - b),
        'it never goes back',
      );
      assert.equal(fractions.at(-1), 1);
    });
});
