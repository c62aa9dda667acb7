import type { CellPosterior } from './analysis.ts';
import type { Estimate } from './outcomes.ts';
import type { Predictor } from './predictor.ts';
import { NODE_WIDTH, nodeLogFail, nodeLogit, nodeSolve } from './solveRateGrid.ts';

/** Beyond a million attempts nobody waits for a success. */
export const ATTEMPT_HORIZON = 1_000_000;

/** Posterior of each distinct (n, c), in the order of the counts. */
export function posteriors({ data, summary }: Predictor, level: number): CellPosterior[] {
  const { numSamples, numCorrect, weight } = data.counts;
  return Array.from(weight, (numProblems, i) => {
    const first = data.nodes.first[i]!;
    const end = data.nodes.end[i]!;
    const offset = data.nodes.offset[i]!;
    const rates = summary.rates.subarray(offset, offset + end - first);
    const never = summary.never[i]!;
    const atoms = gatherAtoms(rates, first);
    return {
      numSamples: numSamples[i]!,
      numCorrect: numCorrect[i]!,
      numProblems,
      solveRate: solveRate(rates, first, never, level),
      solvable: numCorrect[i] === 0 ? Math.max(0, Math.min(1, 1 - never)) : 1,
      attemptsForHalf: attemptsFor(0.5, atoms),
      attemptsForNineTenths: attemptsFor(0.9, atoms),
    };
  });
}

function solveRate(rates: Float64Array, first: number, never: number, level: number): Estimate {
  let value = 0;
  for (let j = 0; j < rates.length; j += 1) value += rates[j]! * nodeSolve[first + j]!;
  const tail = (1 - level) / 2;
  const low = rateQuantile(rates, first, never, tail);
  const high = rateQuantile(rates, first, never, 1 - tail);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}

function rateQuantile(rates: Float64Array, first: number, never: number, probability: number): number {
  let below = never;
  if (below >= probability) return 0;
  for (let j = 0; j < rates.length; j += 1) {
    const rate = rates[j]!;
    if (below + rate >= probability) {
      const logit = nodeLogit[first + j]! + NODE_WIDTH * ((probability - below) / rate - 0.5);
      return 1 / (1 + Math.exp(-logit));
    }
    below += rate;
  }
  return 1;
}

/** A posterior as few atoms: groups of neighboring nodes, each with its probability and its mean log failure rate. */
interface Atoms {
  readonly mass: Float64Array;
  readonly logFail: Float64Array;
}

const MAX_ATOMS = 32;

function gatherAtoms(rates: Float64Array, first: number): Atoms {
  const size = Math.ceil(rates.length / MAX_ATOMS);
  const count = Math.ceil(rates.length / size);
  const mass = new Float64Array(count);
  const logFail = new Float64Array(count);
  for (let atom = 0, j = 0; atom < count; atom += 1) {
    for (const end = Math.min(j + size, rates.length); j < end; j += 1) {
      mass[atom] = mass[atom]! + rates[j]!;
      logFail[atom] = logFail[atom]! + rates[j]! * nodeLogFail[first + j]!;
    }
  }
  return { mass, logFail: logFail.map((sum, atom) => (mass[atom]! > 0 ? sum / mass[atom]! : 0)) };
}

/** Smallest k at which a share of such problems has been solved; null where it is not reached within the horizon. */
function attemptsFor(share: number, { mass, logFail }: Atoms): number | null {
  const solvedBy = (k: number): number => {
    let sum = 0;
    for (let atom = 0; atom < mass.length; atom += 1) sum -= mass[atom]! * Math.expm1(k * logFail[atom]!);
    return sum;
  };
  let high = 1;
  while (solvedBy(high) < share) {
    if (high >= ATTEMPT_HORIZON) return null;
    high *= 2;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (solvedBy(middle) < share) low = middle;
    else high = middle;
  }
  return high <= ATTEMPT_HORIZON ? high : null;
}
