import type { VaeSpec } from '../protocol/experiment.ts';

/** Operations of matrix products, for the share that is done and the time that is left: in training and attempts they take about as long. */
export function vaeWork(spec: VaeSpec): {
  readonly ofEpoch: number;
  readonly ofTrial: number;
  readonly ofSeed: number;
  readonly ofAll: number;
} {
  const pixels = 784;
  const decoder = spec.latent * spec.hidden + spec.hidden * pixels;
  const encoder = pixels * spec.hidden + 2 * spec.hidden * spec.latent;
  const ofEpoch = 6 * (encoder + decoder) * spec.images;
  const ofTrial = 2 * decoder * spec.images;
  const ofSeed = spec.epochs * ofEpoch + spec.temperatures.length * spec.attempts * ofTrial;
  return { ofEpoch, ofTrial, ofSeed, ofAll: spec.seeds.length * ofSeed };
}
