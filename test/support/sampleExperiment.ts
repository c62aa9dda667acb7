import { presets } from '../../server/experiments/presets.ts';
import type { MemoryResult, ThresholdResult, VaeResult } from '../../server/protocol/experimentResult.ts';
import type { JobProgress, JobRecord } from '../../server/protocol/job.ts';

const engine = { asked: 'auto', used: 'onnx-cpu', threads: 2, fallbacks: ['onnx-webgpu: no adapter.'] } as const;
const data = { name: 'synthetic', origin: 'drawn by pass@k Lens', sha256: '00' };
const curve = [
  { k: 1, value: 0.1 },
  { k: 10, value: 0.25 },
  { k: 100, value: 0.3 },
];
const losses = [
  { epoch: 1, loss: 400 },
  { epoch: 2, loss: 300 },
];

const threshold: ThresholdResult = {
  evaluation: { task: 'reconstruction', model: 'VAE', scorer: 'error < 10% quantile' },
  ...{ epsilon: 0.118, quantile: 0.1, passAtK: curve, failureHistogram: [1, 0, 3] },
  effectiveK: { kappa: 1.04, rmse: 0.2, points: curve.map(({ k }) => ({ k, value: 0.1 })) },
  bestEffectiveK: { kappa: 0, rmse: 0.001, points: curve },
};

/** One seed and temperature of four images, with everything that the paper's figures need. */
export const vaeResult: VaeResult = {
  ...{ schemaVersion: 1, model: 'vae', spec: presets.quick.vae, engine, data },
  runs: [
    {
      seed: 3,
      training: { losses, crossEntropy: 203, divergence: 19.9 },
      samplings: [
        {
          ...{ temperature: 1.1, attempts: 100, meanErrorAtMean: 0.169, thresholds: [threshold] },
          errorQuantiles: [{ level: 0.5, error: 0.187 }],
          bestError: {
            points: curve.map(({ k }) => ({ k, mean: 0.2 * k ** -0.03, low: 0.1, high: 0.3 })),
            powerLaw: { a: 0.2, b: 0.03, rSquared: 0.9 },
          },
          correlation: {
            trials: 100,
            matrix: { size: 2, blockSize: 50, values: [1, 0.5, 0.5, 1] },
            eigenvalues: [90, 4, 2, 1],
            nullEigenvalues: [90, 4.1, 2.1, 1].map((value) => ({ value, low: value - 0.1, high: value + 0.1 })),
            topShare: 0.93,
            decays: [{ fromRank: 2, toRank: 4, kappa: 1.04, nullKappa: 1.042 }],
            withinImages: { mean: -0.0002, standardDeviation: 0.05, expectedDeviation: 0.05 },
          },
          images: [
            {
              ...{ index: 0, pixels: 'AAAA' },
              reconstructions: [{ attempt: 'mean', error: 0.17, pixels: 'AAAA' }],
            },
          ],
        },
      ],
    },
  ],
};

export const memoryResult: MemoryResult = {
  ...{ schemaVersion: 1, model: 'memory', spec: presets.quick.memory, engine, data },
  runs: [
    {
      seed: 0,
      training: { losses, accuracy: 0.99 },
      retrievals: [
        {
          evaluation: { task: 'memory', model: 'MLP', scorer: 'σ = 0.5' },
          ...{ noise: 0.5, temperature: null, attempts: 100, passAtK: curve, failureHistogram: [0, 10, 30] },
          beta: { alpha: 1.5, beta: 3, points: curve, rmse: 0.004 },
        },
      ],
    },
  ],
};

export const jobRecord: JobRecord = {
  ...{ schemaVersion: 1, title: 'vae-1', spec: presets.quick.vae, state: { kind: 'running' } },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', host: 'here', processId: 1 },
};

export const jobProgress: JobProgress = {
  ...{
    phase: 'training',
    activity: 'seed 0: training',
    fraction: 0.5,
    engine,
    seed: 0,
    epoch: 2,
    epochs: 4,
    loss: 300,
  },
  ...{ rate: { value: 12.34, unit: 'epochs/s' }, secondsLeft: 65, losses, updatedAt: '2026-01-01T00:00:10.000Z' },
};
