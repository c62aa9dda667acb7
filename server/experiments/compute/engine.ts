import type { EngineName } from '../../protocol/experiment.ts';

/** Where the numbers are crunched. Randomness comes in from outside, so that engines differ by rounding alone. */
export interface Engine {
  readonly name: EngineName;
  readonly threads: number;
  readonly openVae: (setup: VaeSetup) => Promise<VaeModel>;
  readonly openMemory: (setup: MemorySetup) => Promise<MemoryModel>;
}

/** Weights of all layers in order, and what Adam remembers of their gradients; row-major, one array a tensor. */
export interface ModelState {
  readonly parameters: readonly Float32Array[];
  readonly firstMoments: readonly Float32Array[];
  readonly secondMoments: readonly Float32Array[];
  /** Steps of Adam that were taken. */
  readonly numSteps: number;
}

/** Images as rows of pixels, 0 … 1. */
export interface ImageSet {
  readonly pixels: Float32Array;
  readonly numImages: number;
  readonly numPixels: number;
}

interface Setup {
  readonly images: ImageSet;
  readonly state: ModelState;
  readonly learningRate: number;
}

export interface VaeSetup extends Setup {
  readonly hidden: number;
  readonly latent: number;
  /** T in training. */
  readonly temperature: number;
}

export interface MemorySetup extends Setup {
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
}

/** A model in an engine's hands. */
export interface Model {
  readonly state: () => Promise<ModelState>;
  readonly close: () => Promise<void>;
}

/** The variational autoencoder of Appendix A. */
export interface VaeModel extends Model {
  /** One step of Adam on some of the images; `noise` has `latent` normal numbers for each. Sums over the batch, before the step. */
  readonly step: (indices: readonly number[], noise: Float32Array) => Promise<VaeLoss>;
  /** Of all images, `latent` numbers each. */
  readonly encode: () => Promise<Posterior>;
  /** Trials that one call of `sampleErrors` should be given, for speed. */
  readonly trialsPerCall: number;
  /**
   * Eq. 14 for some trials of every image: z = center + spread · noise, where `noise` has trials × images × latent numbers.
   * Trials × images errors.
   */
  readonly sampleErrors: (points: Sampling, noise: Float32Array) => Promise<Float32Array>;
  /** Reconstructions of rows of z: rows × pixels. */
  readonly decode: (latents: Float32Array) => Promise<Float32Array>;
}

export interface VaeLoss {
  readonly crossEntropy: number;
  readonly divergence: number;
}

export interface Posterior {
  readonly mean: Float32Array;
  readonly logVariance: Float32Array;
}

export interface Sampling {
  readonly center: Float32Array;
  readonly spread: Float32Array;
}

/** The memorizing classifier: each image is a class of its own. */
export interface MemoryModel extends Model {
  /** One step of Adam on the mean cross-entropy of some of the images; that mean, before the step. */
  readonly step: (indices: readonly number[]) => Promise<number>;
  readonly trialsPerCall: number;
  /**
   * Probability that the answer to each image is itself, for some trials: `noise`, already scaled, is added to the input, and has
   * trials × images × pixels numbers. With a temperature it is softmax(logits / τ) at the image's class; without, 1 or 0, whether the largest
   * logit is there. Trials × images.
   */
  readonly recall: (noise: Float32Array, temperature: number | undefined) => Promise<Float32Array>;
}
