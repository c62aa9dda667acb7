import { kLadder } from '../core/kLadder.ts';
import type { VaeSpec } from '../protocol/experiment.ts';
import { bestErrorPoint } from './bestErrors.ts';

/** What is kept of the errors: tallies, so that attempts cost no memory; the errors themselves of the first trials only. */
export interface VaeTallies {
  /** Errors of the first trials: trial × image. */
  readonly first: Float32Array;
  /** Smallest error so far of each image. */
  readonly best: Float32Array;
  /** Attempts below ε: threshold × image. */
  readonly numBelow: Float64Array;
  readonly bestPoints: ReturnType<typeof bestErrorPoint>[];
  numTrials: number;
  /** ε of each threshold, once the first trials are there. */
  epsilons: readonly number[] | undefined;
}

type Needs = Pick<VaeSpec, 'images' | 'attempts' | 'correlationTrials' | 'thresholds'>;

export function numFirstTrials({ attempts, correlationTrials }: Needs): number {
  return Math.min(attempts, correlationTrials);
}

export function createTallies(spec: Needs): VaeTallies {
  return {
    first: new Float32Array(numFirstTrials(spec) * spec.images),
    best: new Float32Array(spec.images).fill(Number.MAX_VALUE),
    numBelow: new Float64Array(spec.thresholds.length * spec.images),
    bestPoints: [],
    numTrials: 0,
    epsilons: undefined,
  };
}

/** Adds trials of all images, trial × image. */
export function tally(tallies: VaeTallies, errors: Float32Array, spec: Needs): void {
  const ladder = new Set(kLadder(spec.attempts, []));
  for (let start = 0; start < errors.length; start += spec.images) {
    const trial = errors.subarray(start, start + spec.images);
    const { best } = tallies;
    for (let i = 0; i < trial.length; i += 1) if (trial[i]! < best[i]!) best[i] = trial[i]!;
    if (tallies.epsilons === undefined) tallies.first.set(trial, tallies.numTrials * spec.images);
    else countBelow(tallies, trial, tallies.epsilons);
    tallies.numTrials += 1;
    if (ladder.has(tallies.numTrials)) tallies.bestPoints.push(bestErrorPoint(tallies.numTrials, best));
    if (tallies.epsilons === undefined && tallies.numTrials === numFirstTrials(spec)) settleThresholds(tallies, spec);
  }
}

function settleThresholds(tallies: VaeTallies, { thresholds, images }: Needs): void {
  const sorted = tallies.first.slice().sort();
  const epsilons = thresholds.map((threshold) => {
    const quantile = quantileOf(threshold);
    return quantile === undefined ? Number(threshold) : quantileSorted(sorted, quantile);
  });
  tallies.epsilons = epsilons;
  for (let start = 0; start < tallies.first.length; start += images)
    countBelow(tallies, tallies.first.subarray(start, start + images), epsilons);
}

function countBelow({ numBelow }: VaeTallies, trial: Float32Array, epsilons: readonly number[]): void {
  for (let j = 0; j < epsilons.length; j += 1) {
    const epsilon = epsilons[j]!;
    const base = j * trial.length;
    for (let i = 0; i < trial.length; i += 1) if (trial[i]! < epsilon) numBelow[base + i]! += 1;
  }
}

/** 0.05 of `5%`; undefined for an error. */
export function quantileOf(threshold: number | string): number | undefined {
  return typeof threshold === 'string' ? Number(threshold.replace('%', '')) / 100 : undefined;
}

/** By linear interpolation between order statistics. */
export function quantileSorted(sorted: Float32Array, level: number): number {
  const place = level * (sorted.length - 1);
  const below = Math.floor(place);
  const next = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (place - below) * (next - sorted[below]!);
}
