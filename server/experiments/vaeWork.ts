import type { VaeSpec } from '../protocol/experiment.ts';

/** Matrix products cost about so much less in an attempt, which has no small operations between them, than in a step of training. */
const TRAINING_FACTOR = 2;

/** Work in operations of matrix products, for the share that is done and the time that is left. */
export function vaeWork(spec: VaeSpec): {
  readonly ofEpoch: number;
  readonly ofTrial: number;
  readonly ofSeed: number;
  readonly ofAll: number;
} {
  const pixels = 784;
  const decoder = spec.latent * spec.hidden + spec.hidden * pixels;
  const encoder = pixels * spec.hidden + 2 * spec.hidden * spec.latent;
  const ofEpoch = TRAINING_FACTOR * 6 * (encoder + decoder) * spec.images;
  const ofTrial = 2 * decoder * spec.images;
  const ofSeed = spec.epochs * ofEpoch + spec.temperatures.length * spec.attempts * ofTrial;
  return { ofEpoch, ofTrial, ofSeed, ofAll: spec.seeds.length * ofSeed };
}
