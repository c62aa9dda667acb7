/**
 * Channel: an experiment file (`*.passk-experiment.json`) or `passk run` → the job process. What an experiment is asked to do,
 * every setting filled in. The schema that files are checked with stands in `experiments/experimentSchema`.
 */

/** Reproductions of the paper: the variational autoencoder of its Section 4, the memorizing classifier of its Appendix B.2 (ICML version). */
export type ExperimentModel = 'vae' | 'memory';

export type EngineName = 'onnx-cpu' | 'onnx-webgpu' | 'onnx-cuda' | 'tfjs';
/** `auto`: the fastest that works here, probed. */
export type EngineChoice = 'auto' | EngineName;

/** `synthetic`: drawn by the product, no file needed, and no result of the paper. */
export type DataSetName = 'fashion-mnist' | 'mnist' | 'synthetic';

/** ε: an error, e.g. 0.12, or a quantile of the pooled errors, e.g. `5%`. */
export type Threshold = number | string;

interface CommonSpec {
  readonly data: DataSetName;
  /** Folder of IDX files, plain or gzip; otherwise the cache, or a download that is asked for. */
  readonly dataFolder?: string;
  /** The first so many of the data set. */
  readonly images: number;
  /** One training each. */
  readonly seeds: readonly number[];
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** k up to: attempts at each image. */
  readonly attempts: number;
  readonly engine: EngineChoice;
  readonly threads: number;
}

export interface VaeSpec extends CommonSpec {
  readonly model: 'vae';
  readonly hidden: number;
  readonly latent: number;
  /** T of z = μ + T·σ·ε in training. */
  readonly trainingTemperature: number;
  /** T of the attempts: one evaluation each. */
  readonly temperatures: readonly number[];
  readonly thresholds: readonly Threshold[];
  /** Trials, from the first on, whose errors are correlated (Eq. 15) and pooled for the quantiles among the thresholds. */
  readonly correlationTrials: number;
}

export interface MemorySpec extends CommonSpec {
  readonly model: 'memory';
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** σ of normal noise on the input, the answer being the largest logit: one evaluation each. */
  readonly noises: readonly number[];
  /** τ of softmax(logits / τ), the answer being drawn from it, without noise: one evaluation each. */
  readonly temperatures: readonly number[];
  /** [σ, τ] together: one evaluation each. */
  readonly noiseWithTemperature: readonly (readonly [number, number])[];
}

export type ExperimentSpec = VaeSpec | MemorySpec;
