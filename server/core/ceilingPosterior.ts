import { take, type Arena } from './arena.ts';

/** The (n, c) with c = 0: they alone tell of the ceiling. */
export interface UnsolvedCounts {
  /** Which of the distinct (n, c). */
  readonly index: Int32Array;
  readonly weight: Float64Array;
  /** Problems with c > 0. */
  readonly numSolved: number;
}

/** Posterior of the ceiling 𝒜 given one mixing distribution of the problems that can be solved. */
export interface CeilingPosterior {
  /** Values of 𝒜, the last one 1; their weights sum to 1. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Log of ∫ 𝒜^S Π_{c = 0}(1 − 𝒜 + 𝒜·L₀) dπ(𝒜), S the number of problems solved at least once. */
  readonly logEvidence: number;
}

const NUM_BELOW_ONE = 22;

/**
 * Prior: a point mass at 1, else uniform on (0, 1). The uniform part is summed at 22 midpoints of the stretch that holds its posterior, so that
 * thousands of problems narrow it as they should. `evidence`: probability of each (n, c) for a problem that can be solved.
 */
export function ceilingPosterior(
  zeros: UnsolvedCounts,
  evidence: Float64Array,
  probOne: number,
  arena: Arena,
): CeilingPosterior {
  const { index, weight, numSolved } = zeros;
  const logLikelihood = (ceiling: number): number => {
    let sum = numSolved * Math.log(ceiling);
    for (let z = 0; z < index.length; z += 1) sum += weight[z]! * Math.log(1 - ceiling * (1 - evidence[index[z]!]!));
    return sum;
  };
  const { low, high } = posteriorStretch(zeros, evidence);
  const values = take(arena, NUM_BELOW_ONE + 1);
  const weights = take(arena, NUM_BELOW_ONE + 1);
  const step = (high - low) / NUM_BELOW_ONE;
  let largest = -Infinity;
  for (let i = 0; i <= NUM_BELOW_ONE; i += 1) {
    const isOne = i === NUM_BELOW_ONE;
    values[i] = isOne ? 1 : low + (i + 0.5) * step;
    weights[i] = logLikelihood(values[i]!) + Math.log(isOne ? probOne : (1 - probOne) * step);
    largest = Math.max(largest, weights[i]!);
  }
  if (largest === -Infinity) return { values, weights: weights.fill(0), logEvidence: -Infinity };
  let total = 0;
  for (let i = 0; i <= NUM_BELOW_ONE; i += 1) {
    weights[i] = Math.exp(weights[i]! - largest);
    total += weights[i]!;
  }
  for (let i = 0; i <= NUM_BELOW_ONE; i += 1) weights[i] = weights[i]! / total;
  return { values, weights, logEvidence: largest + Math.log(total) };
}

const STANDARD_DEVIATIONS = 6;

/** Mode ± 6 standard deviations of the (concave) log-likelihood within (0, 1). */
function posteriorStretch(
  { index, weight, numSolved }: UnsolvedCounts,
  evidence: Float64Array,
): { low: number; high: number } {
  let mode = 0.5;
  let curvature = 0;
  for (let iteration = 0; iteration < 30; iteration += 1) {
    let slope = numSolved / mode;
    curvature = numSolved / (mode * mode);
    for (let z = 0; z < index.length; z += 1) {
      const miss = 1 - evidence[index[z]!]!;
      const ratio = miss / (1 - mode * miss);
      slope -= weight[z]! * ratio;
      curvature += weight[z]! * ratio * ratio;
    }
    if (curvature === 0) return { low: 0, high: 1 };
    const next = Math.min(Math.max(mode + slope / curvature, mode / 4), (1 + mode) / 2, 0.9999);
    const moved = Math.abs(next - mode);
    mode = next;
    if (moved < 1e-4 / Math.sqrt(curvature)) break;
  }
  const reach = STANDARD_DEVIATIONS / Math.sqrt(curvature);
  return { low: Math.max(0, mode - reach), high: Math.min(1, mode + reach) };
}
