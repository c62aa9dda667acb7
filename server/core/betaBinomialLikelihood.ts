import type { CountCells } from './counts.ts';
import { logBinomial } from './logBetaRatio.ts';
import type { Objective } from './maximize.ts';
import { allocateRisingSums, fillRisingSums, type RisingSums } from './risingSums.ts';

/**
 * Log-likelihood of the zero-inflated Beta-binomial, Σ log[(1 − A)·1(c = 0) + A·BB(c | n, α, β)], in (log α, log β, logit A), with gradient
 * and Hessian. logit A = ∞ is A = 1: the Beta-binomial itself. The cost is that of the distinct c, n − c and n, not of the problems.
 *
 * With T = α + β and G_x(m) = Σ_{i<m} log(1 + i/x), log BB = c·log(β/T) + (n − c)·log(α/T) + G_β(c) + G_α(n − c) − G_T(n) + log C(n, c):
 * a binomial and what dispersion adds to it, so that nothing cancels as α, β → ∞, where an optimizer goes when there is no dispersion.
 * A problem with c = 0 counts in the derivatives with q, its probability of being solvable at all, as in an EM step.
 */
export function betaBinomialLikelihood(cells: CountCells): Objective {
  const data = tally(cells);
  const { successes, failures, samples, unsolved } = data;
  const ofSuccesses = allocateRisingSums(successes.ends.length);
  const ofFailures = allocateRisingSums(failures.ends.length);
  const ofSamples = allocateRisingSums(samples.ends.length);

  return ([logAlpha = 0, logBeta = 0, logitCeiling = Infinity]) => {
    const alpha = Math.exp(logAlpha);
    const beta = Math.exp(logBeta);
    fillRisingSums(beta, successes.ends, ofSuccesses);
    fillRisingSums(alpha, failures.ends, ofFailures);
    fillRisingSums(alpha + beta, samples.ends, ofSamples);
    const logMeanFailure = -Math.log1p(beta / alpha);
    const logMeanSuccess = -Math.log1p(alpha / beta);
    const meanFailure = Math.exp(logMeanFailure);
    const meanSuccess = Math.exp(logMeanSuccess);
    const product = meanFailure * meanSuccess;
    const logCeiling = -Math.log1p(Math.exp(-logitCeiling));
    const logFloor = -Math.log1p(Math.exp(logitCeiling));
    const ceiling = Math.exp(logCeiling);

    // Problems with c > 0.
    const s = weigh(successes, ofSuccesses);
    const f = weigh(failures, ofFailures);
    const t = weigh(samples, ofSamples);
    let numFailures = f.total;
    let value =
      data.constant +
      data.numSolved * logCeiling +
      s.total * logMeanSuccess +
      f.total * logMeanFailure +
      s.log +
      f.log -
      t.log;
    let byCeiling = data.numSolved * (1 - ceiling);
    let curvature = -data.numSolved * ceiling * (1 - ceiling);
    let [spreadAA, spreadAB, spreadBB, spreadAC, spreadBC] = [0, 0, 0, 0, 0];

    // Problems with c = 0, by n.
    for (const { n, weight, failureIndex, sampleIndex } of unsolved) {
      const logNone = n * logMeanFailure + ofFailures.log[failureIndex]! - ofSamples.log[sampleIndex]!;
      const logLikelihood = logAddExp(logFloor, logCeiling + logNone);
      const solvable = Math.exp(logCeiling + logNone - logLikelihood);
      const doubt = weight * solvable * (1 - solvable);
      value += weight * logLikelihood;
      byCeiling += weight * (solvable - ceiling);
      curvature += doubt - weight * ceiling * (1 - ceiling);
      addWeighted(f, ofFailures, failureIndex, weight * solvable);
      addWeighted(t, ofSamples, sampleIndex, weight * solvable);
      numFailures += weight * solvable * n;
      const alphaSlope =
        n * meanSuccess - ofFailures.first[failureIndex]! + meanFailure * ofSamples.first[sampleIndex]!;
      const betaSlope = meanSuccess * (ofSamples.first[sampleIndex]! - n);
      spreadAA += doubt * alphaSlope * alphaSlope;
      spreadAB += doubt * alphaSlope * betaSlope;
      spreadBB += doubt * betaSlope * betaSlope;
      spreadAC += doubt * alphaSlope;
      spreadBC += doubt * betaSlope;
    }

    const score = numFailures * meanSuccess - s.total * meanFailure;
    const shared = product * (t.first - numFailures - s.total);
    const alphaAlpha = shared + f.second - meanFailure * meanFailure * t.second + spreadAA;
    const alphaBeta = -shared - product * t.second + spreadAB;
    const betaBeta = shared + s.second - meanSuccess * meanSuccess * t.second + spreadBB;
    return {
      value,
      gradient: [score - f.first + meanFailure * t.first, -score - s.first + meanSuccess * t.first, byCeiling],
      hessian: [
        [alphaAlpha, alphaBeta, spreadAC],
        [alphaBeta, betaBeta, spreadBC],
        [spreadAC, spreadBC, curvature],
      ],
    };
  };
}

/** Distinct values, ascending, with the number of problems with c > 0 that have them (0 where only unsolved problems do). */
interface Tally {
  readonly ends: Float64Array;
  readonly weights: Float64Array;
}

interface Weighed {
  /** Σ weight·m. */
  readonly total: number;
  log: number;
  first: number;
  second: number;
}

function weigh({ ends, weights }: Tally, sums: RisingSums): Weighed {
  const weighed = { total: 0, log: 0, first: 0, second: 0 };
  for (let j = 0; j < ends.length; j += 1) {
    weighed.total += weights[j]! * ends[j]!;
    addWeighted(weighed, sums, j, weights[j]!);
  }
  return weighed;
}

function addWeighted(to: Weighed, sums: RisingSums, j: number, weight: number): void {
  to.log += weight * sums.log[j]!;
  to.first += weight * sums.first[j]!;
  to.second += weight * sums.second[j]!;
}

interface Tallies {
  readonly successes: Tally;
  readonly failures: Tally;
  readonly samples: Tally;
  /** Unsolved problems by n, with the places of n in `failures` and `samples`. */
  readonly unsolved: readonly {
    readonly n: number;
    readonly weight: number;
    readonly failureIndex: number;
    readonly sampleIndex: number;
  }[];
  readonly numSolved: number;
  /** Σ log C(n, c). */
  readonly constant: number;
}

function tally(cells: CountCells): Tallies {
  const successes = new Map<number, number>();
  const failures = new Map<number, number>();
  const samples = new Map<number, number>();
  const unsolved = new Map<number, number>();
  const add = (to: Map<number, number>, m: number, weight: number): void => void to.set(m, (to.get(m) ?? 0) + weight);
  let numSolved = 0;
  let constant = 0;
  for (let i = 0; i < cells.weight.length; i += 1) {
    const n = cells.numSamples[i]!;
    const c = cells.numCorrect[i]!;
    const weight = cells.weight[i]!;
    if (c === 0) add(unsolved, n, weight);
    else numSolved += weight;
    add(successes, c, c === 0 ? 0 : weight);
    add(failures, n - c, c === 0 ? 0 : weight);
    add(samples, n, c === 0 ? 0 : weight);
    constant += weight * logBinomial(n, c);
  }
  const failureTally = sortTally(failures);
  const sampleTally = sortTally(samples);
  const failureIndex = indexByEnd(failureTally);
  const sampleIndex = indexByEnd(sampleTally);
  return {
    successes: sortTally(successes),
    failures: failureTally,
    samples: sampleTally,
    unsolved: [...unsolved].map(([n, weight]) => ({
      n,
      weight,
      failureIndex: failureIndex.get(n)!,
      sampleIndex: sampleIndex.get(n)!,
    })),
    numSolved,
    constant,
  };
}

function sortTally(weights: ReadonlyMap<number, number>): Tally {
  const entries = [...weights].sort(([a], [b]) => a - b);
  return {
    ends: Float64Array.from(entries, ([end]) => end),
    weights: Float64Array.from(entries, ([, weight]) => weight),
  };
}

function indexByEnd({ ends }: Tally): Map<number, number> {
  return new Map(Array.from(ends, (end, index) => [end, index]));
}

function logAddExp(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
