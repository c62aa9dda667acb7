import { compressCounts } from './compressCounts.ts';
import type { EvalCounts, ProblemCounts } from './counts.ts';
import { kLadder } from './kLadder.ts';
import type { Estimate, Interval } from './outcomes.ts';
import { passAtK } from './passAtK.ts';
import { normalQuantile, studentQuantile } from './quantiles.ts';
import type { RandomSource } from './seededRandom.ts';
import { stopsAtSuccess } from './stopsAtSuccess.ts';

export interface DifferencePoint extends Estimate {
  readonly k: number;
  /** Simultaneous: at the level, the band holds the differences at all k of the curve at once. */
  readonly bandLow: number;
  readonly bandHigh: number;
}

/** pass@k of a second evaluation less that of a first one, on the problems that both have. */
export interface PairedDifference {
  readonly numMatched: number;
  readonly numOnlyFirst: number;
  readonly numOnlySecond: number;
  /** At ascending k, from 1 to the smallest n of the matched problems; empty where they are not compared. */
  readonly points: readonly DifferencePoint[];
  /** `tooFewProblems`: fewer than two match. `stoppedAtSuccess`: the attempts of either stop at a success, so that nothing is observed without bias. */
  readonly notCompared?: 'tooFewProblems' | 'stoppedAtSuccess';
}

export interface DifferenceOptions {
  /** k to look at beside the ladder of curves. */
  readonly at: readonly number[];
  readonly level: number;
  readonly random: RandomSource;
}

/**
 * Mean over matched problems of the difference of Chen's pass@k, for the mean over problems of their kind.
 *
 * The interval at one k is Student's t on the differences, with two more problems in mean and variance, half of one each won and lost and one
 * tied (Agresti & Min 2005): a few problems that happen to agree do not prove that models do. The band is a sup-t band: the quantile, over
 * resamples of whole problems (so that pairs and all k stay together), of the largest studentized deviation at any k.
 */
export function pairedDifference(
  first: EvalCounts,
  second: EvalCounts,
  { at, level, random }: DifferenceOptions,
): PairedDifference {
  const pairs = matchProblems(first.problems, second.problems);
  const numMatched = pairs.length;
  const numbers = {
    numMatched,
    numOnlyFirst: first.problems.length - numMatched,
    numOnlySecond: second.problems.length - numMatched,
  };
  if (numMatched < 2) return { ...numbers, points: [], notCompared: 'tooFewProblems' };
  if ([first, second].some(({ problems }) => stopsAtSuccess(compressCounts(problems)))) {
    return { ...numbers, points: [], notCompared: 'stoppedAtSuccess' };
  }
  const largest = pairs.reduce((least, [a, b]) => Math.min(least, a.numSamples, b.numSamples), Infinity);
  const ks = kLadder(largest, at);
  const sample = differencesOf(pairs, ks);
  const moments = ks.map((_, j) => momentsOf(sample, j));
  const t = studentQuantile((1 + level) / 2, numMatched - 1);
  const smallSample = t / normalQuantile((1 + level) / 2);
  const simultaneous = Math.max(t, smallSample * largestDeviation(sample, moments, { level, random }));
  return {
    ...numbers,
    points: ks.map((k, j) => {
      const { low, high } = intervalOf(moments[j]!, t);
      const band = intervalOf(moments[j]!, simultaneous);
      return { k, value: moments[j]!.mean, low, high, bandLow: band.low, bandHigh: band.high };
    }),
  };
}

type Pair = readonly [first: ProblemCounts, second: ProblemCounts];

function matchProblems(first: readonly ProblemCounts[], second: readonly ProblemCounts[]): readonly Pair[] {
  const byId = new Map(second.map((problem) => [problem.problemId, problem]));
  return first.flatMap((problem): Pair[] => {
    const other = byId.get(problem.problemId);
    return other === undefined ? [] : [[problem, other]];
  });
}

/** Differences of all problems; those with the same four counts share a row. */
interface Differences {
  /** Row of each problem. */
  readonly rowOf: Int32Array;
  /** Problems of each row. */
  readonly weights: Float64Array;
  /** rows[row][j]: difference of pass@k at the j-th k. */
  readonly rows: readonly Float64Array[];
}

function differencesOf(pairs: readonly Pair[], ks: readonly number[]): Differences {
  const known = new Map<string, number>();
  const rows: Float64Array[] = [];
  const rowOf = Int32Array.from(pairs, ([first, second]) => {
    const key = [first.numSamples, first.numCorrect, second.numSamples, second.numCorrect].join();
    const row = known.get(key) ?? rows.length;
    if (row === rows.length) {
      known.set(key, row);
      rows.push(Float64Array.from(ks, (k) => (passAtK(second, k) ?? 0) - (passAtK(first, k) ?? 0)));
    }
    return row;
  });
  const weights = new Float64Array(rows.length);
  for (const row of rowOf) weights[row] = weights[row]! + 1;
  return { rowOf, weights, rows };
}

interface Moments {
  readonly mean: number;
  /** Of the mean, with two more problems; above 0. */
  readonly standardError: number;
}

function momentsOf({ rowOf, weights, rows }: Differences, j: number): Moments {
  let sum = 0;
  let sumOfSquares = 0;
  rows.forEach((row, i) => {
    sum += weights[i]! * row[j]!;
    sumOfSquares += weights[i]! * row[j]! * row[j]!;
  });
  const size = rowOf.length + 2;
  const variance = (sumOfSquares + 1) / size - (sum / size) ** 2;
  return { mean: sum / rowOf.length, standardError: Math.sqrt(variance / size) };
}

const RESAMPLES = 2000;

function largestDeviation(
  { rowOf, weights, rows }: Differences,
  moments: readonly Moments[],
  { level, random }: Pick<DifferenceOptions, 'level' | 'random'>,
): number {
  const numProblems = rowOf.length;
  const drawn = new Float64Array(weights.length);
  const largest = Float64Array.from({ length: RESAMPLES }, () => {
    drawn.fill(0);
    for (let i = 0; i < numProblems; i += 1) {
      const row = rowOf[Math.floor(random() * numProblems)]!;
      drawn[row] = drawn[row]! + 1;
    }
    let most = 0;
    for (let j = 0; j < moments.length; j += 1) {
      let sum = 0;
      for (let row = 0; row < drawn.length; row += 1) sum += (drawn[row]! - weights[row]!) * rows[row]![j]!;
      most = Math.max(most, Math.abs(sum) / numProblems / moments[j]!.standardError);
    }
    return most;
  });
  return largest.sort()[Math.min(RESAMPLES - 1, Math.ceil(level * RESAMPLES))]!;
}

/** Differences of proportions lie in [−1, 1]. */
function intervalOf({ mean, standardError }: Moments, numErrors: number): Interval {
  return {
    low: Math.max(-1, mean - numErrors * standardError),
    high: Math.min(1, mean + numErrors * standardError),
  };
}
