/**
 * Channel: the job process → whoever shows a result: `result.json` in the job's folder. It holds what the paper's Figures 4 to 7 need, and
 * nothing that depends on the clock: the same seed, engine and thread count give the same file.
 */

import type { MemorySpec, VaeSpec } from './experiment.ts';
import type { EngineReport } from './job.ts';

export interface ResultPoint {
  readonly k: number;
  readonly value: number;
}

/** The evaluation in `evaluation.csv` that a part of the result belongs to. */
export interface EvaluationName {
  readonly task: string;
  readonly model: string;
  readonly scorer: string;
}

export interface DataReport {
  /** `fashion-mnist`, `mnist` or `synthetic`. */
  readonly name: string;
  /** Where the images were read from, in words. */
  readonly origin: string;
  /** Of the pixels of the images used: tells whether two results have the same data. */
  readonly sha256: string;
}

export interface TrainingReport {
  /** Mean loss of an image by epoch, thinned. */
  readonly losses: readonly { readonly epoch: number; readonly loss: number }[];
}

/** Part of every result. */
interface ResultOf<Spec> {
  readonly schemaVersion: 1;
  readonly spec: Spec;
  readonly engine: EngineReport;
  readonly data: DataReport;
}

export interface VaeResult extends ResultOf<VaeSpec> {
  readonly model: 'vae';
  readonly runs: readonly VaeRun[];
}

export interface VaeRun {
  readonly seed: number;
  readonly training: TrainingReport & {
    /** Parts of the loss of an image in the last epoch. */
    readonly crossEntropy: number;
    readonly divergence: number;
  };
  readonly samplings: readonly VaeSampling[];
}

/** All attempts at one temperature. */
export interface VaeSampling {
  readonly temperature: number;
  readonly attempts: number;
  /** Quantiles of the errors of the first trials (`correlationTrials`) of all images, pooled. */
  readonly errorQuantiles: readonly { readonly level: number; readonly error: number }[];
  /** Mean over images of the error of the reconstruction at z = μ. */
  readonly meanErrorAtMean: number;
  readonly thresholds: readonly ThresholdResult[];
  readonly bestError: BestErrorReport;
  /** Absent with a single trial. */
  readonly correlation?: CorrelationReport;
  readonly images: readonly ImageSample[];
}

/** pass@k at one ε (Figure 5, left). */
export interface ThresholdResult {
  readonly evaluation: EvaluationName;
  readonly epsilon: number;
  /** Of the pooled errors, where ε was asked for as a quantile. */
  readonly quantile?: number;
  readonly passAtK: readonly ResultPoint[];
  /** Images by failure probability p_i at the largest k, in cells of equal width over 0 … 1. */
  readonly failureHistogram: readonly number[];
  /** Eq. 10 with p_i at the largest k and κ of the first of the eigenvalues' decays; absent where there is none. */
  readonly effectiveK?: EffectiveKCurve;
  /** The same with the κ ≥ 0 that meets the curve best. */
  readonly bestEffectiveK: EffectiveKCurve;
}

export interface EffectiveKCurve {
  readonly kappa: number;
  /** Against `passAtK`, over its points. */
  readonly rmse: number;
  readonly points: readonly ResultPoint[];
}

/** Mean over images of the smallest error so far (Figure 5, right). */
export interface BestErrorReport {
  readonly points: readonly {
    readonly k: number;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** a·k^−b by least squares in logarithms; absent with fewer than three points. */
  readonly powerLaw?: { readonly a: number; readonly b: number; readonly rSquared: number };
  /** c + a·k^−b by least squares: a power law with a floor. */
  readonly powerLawWithFloor?: {
    readonly floor: number;
    readonly a: number;
    readonly b: number;
    readonly rmse: number;
  };
}

/** Eq. 15 and what its eigenvalues say (Figure 6). */
export interface CorrelationReport {
  readonly trials: number;
  /** The matrix, row by row, in square blocks of `blockSize` trials, each their mean. */
  readonly matrix: { readonly size: number; readonly blockSize: number; readonly values: readonly number[] };
  /** Largest first; those beyond the number of images are 0 and left out. */
  readonly eigenvalues: readonly number[];
  /** The same with each image's trials in a random order of their own, as independent attempts would give: mean, least and greatest of some draws. */
  readonly nullEigenvalues: readonly { readonly value: number; readonly low: number; readonly high: number }[];
  /** The largest eigenvalue as a share of the trace: the mean difficulty. */
  readonly topShare: number;
  /** Power laws rank^−κ of the eigenvalues over ranges of ranks: κ says nothing without these, nor without the null's. */
  readonly decays: readonly EigenvalueDecay[];
  /** Correlation of trials, each image's errors standardized: mean 0 and deviation 1/√images for independent attempts. */
  readonly withinImages: {
    readonly mean: number;
    readonly standardDeviation: number;
    readonly expectedDeviation: number;
  };
}

/** Ranks count from 1, and both ends are included. */
export interface EigenvalueDecay {
  readonly fromRank: number;
  readonly toRank: number;
  readonly kappa: number;
  /** κ of the mean of the null's eigenvalues. */
  readonly nullKappa: number;
  /** Least and greatest κ of single draws of them; absent in results of earlier versions. */
  readonly nullRange?: { readonly low: number; readonly high: number };
}

/** An image and some of its attempts (Figures 4 and 7). Pixels are 28 × 28 bytes in base64, row by row. */
export interface ImageSample {
  readonly index: number;
  readonly pixels: string;
  readonly reconstructions: readonly {
    /** `z = μ`, or an attempt by its number from 1. */
    readonly attempt: 'mean' | number;
    readonly error: number;
    readonly pixels: string;
  }[];
}

export interface MemoryResult extends ResultOf<MemorySpec> {
  readonly model: 'memory';
  readonly runs: readonly MemoryRun[];
}

export interface MemoryRun {
  readonly seed: number;
  /** Share of the images that the trained model recalls without noise. */
  readonly training: TrainingReport & { readonly accuracy: number };
  readonly retrievals: readonly Retrieval[];
}

/** All attempts at one noise and temperature. */
export interface Retrieval {
  readonly evaluation: EvaluationName;
  /** σ on the input; 0: none. */
  readonly noise: number;
  /** τ; null: the largest logit is the answer. */
  readonly temperature: number | null;
  readonly attempts: number;
  readonly passAtK: readonly ResultPoint[];
  /** Images by failure probability p_i, in cells of equal width over 0 … 1. */
  readonly failureHistogram: readonly number[];
  /** Beta(α, β) of the failure probabilities by maximum likelihood; absent where it has no interior maximum. */
  readonly beta?: {
    readonly alpha: number;
    readonly beta: number;
    readonly points: readonly ResultPoint[];
    readonly rmse: number;
  };
  /** Eq. 10 by least squares; absent where it is not identified. */
  readonly effectiveK?: EffectiveKCurve & { readonly p: number; readonly ceiling: number };
}

export type ExperimentResult = VaeResult | MemoryResult;
