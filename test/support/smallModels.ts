import type { MemorySetup, ModelState, VaeSetup } from '../../server/experiments/compute/engine.ts';
import { memoryShapes, type TensorShape, vaeShapes } from '../../server/experiments/compute/layerShapes.ts';
import { syntheticImages } from '../../server/experiments/data/syntheticImages.ts';
import { fillNormal } from '../../server/experiments/fillNormal.ts';
import { initialWeights } from '../../server/experiments/initialWeights.ts';
import { randomStream } from '../../server/experiments/randomStream.ts';

const [numImages, numPixels] = [12, 784];

/** Models that even the slowest engine trains in a moment. */
export function smallVae(): { readonly setup: VaeSetup; readonly shapes: readonly TensorShape[] } {
  const [hidden, latent] = [16, 4];
  const shapes = vaeShapes(numPixels, hidden, latent);
  const setup = { ...common(shapes), hidden, latent, temperature: 1.1 };
  return { setup, shapes };
}

export function smallMemory(): { readonly setup: MemorySetup; readonly shapes: readonly TensorShape[] } {
  const hidden = [16, 8];
  const shapes = memoryShapes(numPixels, hidden, numImages);
  return { setup: { ...common(shapes), hidden }, shapes };
}

function common(shapes: readonly TensorShape[]): Pick<VaeSetup, 'images' | 'state' | 'learningRate'> {
  return { images: syntheticImages(numImages), state: initialWeights(shapes, 0), learningRate: 1e-3 };
}

/** The batch of step i: of sizes that differ. */
export function batchOf(step: number): number[] {
  return Array.from({ length: 4 + (step % 3) }, (_, i) => (5 * step + i) % numImages);
}

export function noiseOf(count: number, index: number): Float32Array {
  return fillNormal(new Float32Array(count), randomStream(0, 'trainingNoise', index));
}

/** ‖a − b‖/‖b‖. */
export function relativeDifference(a: Float32Array, b: Float32Array): number {
  const difference = a.map((x, i) => x - b[i]!);
  return Math.hypot(...difference) / Math.hypot(...b);
}

/** Largest relative difference of any tensor of two states. */
export function stateDifference(a: ModelState, b: ModelState): number {
  const parts = ['parameters', 'firstMoments', 'secondMoments'] as const;
  return Math.max(...parts.flatMap((part) => a[part].map((values, i) => relativeDifference(values, b[part][i]!))));
}
