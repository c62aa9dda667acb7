import type { ImageSample } from '../protocol/experimentResult.ts';
import type { ImageSet, Sampling, VaeModel } from './compute/engine.ts';

interface SampleJob {
  readonly model: VaeModel;
  readonly points: Sampling;
  readonly images: ImageSet;
  /** Noise of a trial, from 0, at all images. */
  readonly noiseOf: (trial: number) => Float32Array;
}

const MAX_IMAGES = 10;
const SHOWN_TRIALS = [0, 1, 2];

/** Some images, evenly over the set, with their reconstructions at z = μ and in the first attempts; and the mean error of all at z = μ. */
export async function imageSamples({ model, points, images, noiseOf }: SampleJob): Promise<{
  readonly samples: readonly ImageSample[];
  readonly meanErrorAtMean: number;
}> {
  const { numImages, numPixels, pixels } = images;
  const imageOf = (all: Float32Array, i: number): Float32Array => all.subarray(i * numPixels, (i + 1) * numPixels);
  const errorOf = (reconstruction: Float32Array, i: number): number =>
    relativeError(reconstruction, imageOf(pixels, i));

  const atMean = await model.decode(points.center);
  const attempts: Float32Array[] = [];
  for (const trial of SHOWN_TRIALS) {
    const noise = noiseOf(trial);
    attempts.push(await model.decode(points.center.map((center, i) => center + points.spread[i]! * noise[i]!)));
  }
  const shown = Math.min(MAX_IMAGES, numImages);
  const samples = Array.from({ length: shown }, (_, j): ImageSample => {
    const index = Math.floor((j * numImages) / shown);
    const reconstruction = (attempt: 'mean' | number, all: Float32Array): ImageSample['reconstructions'][number] => ({
      attempt,
      error: errorOf(imageOf(all, index), index),
      pixels: pixelText(imageOf(all, index)),
    });
    return {
      index,
      pixels: pixelText(imageOf(pixels, index)),
      reconstructions: [
        reconstruction('mean', atMean),
        ...attempts.map((all, i) => reconstruction(SHOWN_TRIALS[i]! + 1, all)),
      ],
    };
  });
  let sum = 0;
  for (let i = 0; i < numImages; i += 1) sum += errorOf(imageOf(atMean, i), i);
  return { samples, meanErrorAtMean: sum / numImages };
}

/** Eq. 14. */
function relativeError(reconstruction: Float32Array, original: Float32Array): number {
  let [distance, norm] = [0, 0];
  for (let i = 0; i < original.length; i += 1) {
    distance += (reconstruction[i]! - original[i]!) ** 2;
    norm += original[i]! ** 2;
  }
  return Math.sqrt(distance / norm);
}

function pixelText(pixels: Float32Array): string {
  return Buffer.from(Uint8Array.from(pixels, (value) => Math.round(value * 255))).toString('base64');
}
