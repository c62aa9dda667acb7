import { proportion } from '../core/sfc32.ts';
import type { MemorySpec } from '../protocol/experiment.ts';
import type { MemoryModel } from './compute/engine.ts';
import type { ExperimentHost } from './experimentHost.ts';
import { fillNormal } from './fillNormal.ts';
import { randomStream } from './randomStream.ts';
import type { Retrieving } from './retrievals.ts';

interface Recall {
  readonly spec: MemorySpec;
  readonly seed: number;
  readonly model: MemoryModel;
  readonly retrieval: Retrieving;
  /** Of each image; counted on. */
  readonly numCorrect: Float64Array;
  /** Trials that are counted already. */
  readonly numTrials: number;
  readonly host: ExperimentHost;
  readonly report: (numTrials: number) => Promise<void>;
}

/** All attempts at every image. Trial t draws from streams of its own, whatever was drawn before. */
export async function recallAll(job: Recall): Promise<void> {
  const { spec, seed, model, retrieval, numCorrect, host, report } = job;
  const steady = retrieval.noise > 0 ? undefined : await withoutNoise(job);
  const perCall = steady === undefined ? model.trialsPerCall : TRIALS_WITHOUT_NOISE;
  for (let first = job.numTrials; first < spec.attempts; first += perCall) {
    const trials = Math.min(perCall, spec.attempts - first);
    const probabilities = steady ?? (await model.recall(noiseOf(job, first, trials), retrieval.temperature));
    for (let t = 0; t < trials; t += 1) {
      const offset = steady === undefined ? t * spec.images : 0;
      const next = randomStream(seed, 'answers', first + t);
      for (let i = 0; i < spec.images; i += 1) if (proportion(next()) < probabilities[offset + i]!) numCorrect[i]! += 1;
    }
    await host.breathe();
    await report(first + trials);
  }
}

const TRIALS_WITHOUT_NOISE = 100;

/** Without noise every attempt at an image has the same probability. */
function withoutNoise({ model, host, retrieval }: Recall): Promise<Float32Array> {
  const { numImages, numPixels } = host.images;
  return model.recall(new Float32Array(numImages * numPixels), retrieval.temperature);
}

function noiseOf({ seed, retrieval, host }: Recall, first: number, trials: number): Float32Array {
  const size = host.images.numImages * host.images.numPixels;
  const noise = new Float32Array(trials * size);
  for (let t = 0; t < trials; t += 1)
    fillNormal(noise.subarray(t * size, (t + 1) * size), randomStream(seed, 'attempts', first + t));
  for (let i = 0; i < noise.length; i += 1) noise[i]! *= retrieval.noise;
  return noise;
}
