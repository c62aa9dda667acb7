import type { ExperimentModel, MemorySpec, VaeSpec } from '../protocol/experiment.ts';

interface Preset {
  readonly vae: VaeSpec;
  readonly memory: MemorySpec;
}

const common = { seeds: [0], learningRate: 1e-3, engine: 'auto', threads: 2 } as const;

/** `paper`: the paper's own settings, and where it names none, what docs/experiments.md says. `quick`: less than a minute on two cores. */
export const presets: Readonly<Record<'paper' | 'quick', Preset>> = {
  paper: {
    vae: {
      ...common,
      model: 'vae',
      data: 'fashion-mnist',
      images: 400,
      epochs: 1000,
      batchSize: 128,
      attempts: 10_000,
      hidden: 400,
      latent: 20,
      trainingTemperature: 1.1,
      temperatures: [1.1],
      thresholds: ['5%', '10%', '20%', '30%', '50%'],
      correlationTrials: 1000,
    },
    memory: {
      ...common,
      model: 'memory',
      data: 'mnist',
      images: 1000,
      epochs: 50,
      batchSize: 32,
      attempts: 1000,
      hidden: [256, 128],
      noises: [0.5, 0.75, 1, 1.5, 2],
      temperatures: [2, 3, 4, 5, 6],
      noiseWithTemperature: [],
    },
  },
  quick: {
    vae: {
      ...common,
      model: 'vae',
      data: 'fashion-mnist',
      images: 200,
      epochs: 100,
      batchSize: 128,
      attempts: 500,
      hidden: 400,
      latent: 20,
      trainingTemperature: 1.1,
      temperatures: [1.1],
      thresholds: ['5%', '10%', '20%', '30%', '50%'],
      correlationTrials: 200,
    },
    memory: {
      ...common,
      model: 'memory',
      data: 'mnist',
      images: 300,
      epochs: 30,
      batchSize: 32,
      attempts: 200,
      hidden: [256, 128],
      noises: [0.5, 1, 2],
      temperatures: [2, 4, 6],
      noiseWithTemperature: [],
    },
  },
};

export type PresetName = keyof typeof presets;

export function presetOf(model: ExperimentModel, name: PresetName): VaeSpec | MemorySpec {
  return presets[name][model];
}
