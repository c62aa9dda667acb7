import { fillBetaMass } from './bmaFamilies.ts';
import type { CountCells } from './counts.ts';
import { dotRange } from './dot.ts';
import { notIdentified } from './notIdentified.ts';
import type { ScaledBetaFit } from './outcomes.ts';
import { NODES_PER_CELL, NUM_CELLS, NUM_NODES, nodeLogSolve, nodesOfCell } from './solveRateGrid.ts';

/** Limits that are tried: the largest c/n to the power of LARGEST_POWER (chance may have lifted it) up to 1, evenly in the logarithm. */
const NUM_LIMITS = 14;
const LARGEST_POWER = 1.3;

/**
 * Maximum likelihood of the scaled Beta of Schaeffer et al. 2025 (arXiv 2502.17578): solve rates s = limit·y, y ~ Beta(β, α), so that no problem
 * is solved more often than the limit. Here by the binomial likelihood of the counts, for each limit of a grid.
 */
export function fitScaledBeta(counts: CountCells, { level }: { readonly level: number }): ScaledBetaFit {
  const unidentified = notIdentified(counts, level);
  if (unidentified !== undefined) return unidentified;
  const largest = counts.numCorrect.reduce((most, c, i) => Math.max(most, c / counts.numSamples[i]!), 0);
  let start = { logAlpha: 0, logBeta: 0 };
  let best: ScaledBetaFit | undefined;
  for (let i = largest === 1 ? NUM_LIMITS - 1 : 0; i < NUM_LIMITS; i += 1) {
    const limit = largest ** (LARGEST_POWER * (1 - i / (NUM_LIMITS - 1)));
    const logLikelihood = likelihoodAt(counts, limit);
    const peak = compassSearch(logLikelihood, start);
    start = peak;
    if (best?.kind !== 'interior' || peak.height > best.logLikelihood) {
      const { logAlpha, logBeta, height } = peak;
      best = { kind: 'interior', alpha: Math.exp(logAlpha), beta: Math.exp(logBeta), limit, logLikelihood: height };
    }
  }
  return best ?? { kind: 'notConverged', iterations: 0 };
}

type LogLikelihood = (logAlpha: number, logBeta: number) => number;

/** The likelihood of each distinct (n, c) in cells of y, relative to its maximum over all solve rates; then only the masses change. */
function likelihoodAt({ numSamples, numCorrect, weight }: CountCells, limit: number): LogLikelihood {
  const values = new Float64Array(weight.length * NUM_CELLS);
  for (let node = 0; node < NUM_NODES; node += 1) {
    const solve = limit * Math.exp(nodeLogSolve[node]!);
    const logSolve = Math.log(limit) + nodeLogSolve[node]!;
    const logFail = Math.log1p(-Math.min(solve, 1 - 1e-15));
    const cell = Math.ceil(node / NODES_PER_CELL);
    const { first, end } = nodesOfCell(cell);
    for (let i = 0; i < weight.length; i += 1) {
      const [n, c] = [numSamples[i]!, numCorrect[i]!];
      const peak = (c > 0 ? c * Math.log(c / n) : 0) + (c < n ? (n - c) * Math.log1p(-c / n) : 0);
      const at = i * NUM_CELLS + cell;
      values[at] = values[at]! + Math.exp(c * logSolve + (n - c) * logFail - peak) / (end - first);
    }
  }
  const mass = new Float64Array(NUM_CELLS);
  return (logAlpha, logBeta) => {
    fillBetaMass(logAlpha, logBeta, mass);
    return weight.reduce((sum, w, i) => sum + w * Math.log(dotRange(mass, 0, values, i * NUM_CELLS, NUM_CELLS)), 0);
  };
}

interface Peak {
  readonly logAlpha: number;
  readonly logBeta: number;
  readonly height: number;
}

const DIRECTIONS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
] as const;
const FIRST_STEP = 1;
const LAST_STEP = 0.01;
/** |log α| and |log β| stay within what the grid of solve rates can hold. */
const LOG_LARGEST = 9;

/** Uphill along the first direction that climbs, with steps halved where none does (Hooke & Jeeves 1961). */
function compassSearch(height: LogLikelihood, start: { readonly logAlpha: number; readonly logBeta: number }): Peak {
  let at: Peak = { ...start, height: height(start.logAlpha, start.logBeta) };
  for (let step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
    for (let next: Peak | undefined = at; next !== undefined;) {
      at = next;
      next = undefined;
      for (const [i, j] of DIRECTIONS) {
        const logAlpha = at.logAlpha + i * step;
        const logBeta = at.logBeta + j * step;
        if (Math.max(Math.abs(logAlpha), Math.abs(logBeta)) > LOG_LARGEST) continue;
        const there = height(logAlpha, logBeta);
        if (there > at.height + 1e-9) {
          next = { logAlpha, logBeta, height: there };
          break;
        }
      }
    }
  }
  return at;
}

/** pass@k of the law: 1 − E[(1 − limit·y)^k]. */
export function scaledBetaPassAtK(
  { alpha, beta, limit }: { readonly alpha: number; readonly beta: number; readonly limit: number },
  k: number,
): number {
  const mass = new Float64Array(NUM_CELLS);
  fillBetaMass(Math.log(alpha), Math.log(beta), mass);
  let sum = 0;
  for (let node = 0; node < NUM_NODES; node += 1) {
    const cell = Math.ceil(node / NODES_PER_CELL);
    const { first, end } = nodesOfCell(cell);
    const solve = Math.min(limit * Math.exp(nodeLogSolve[node]!), 1 - 1e-15);
    sum -= (mass[cell]! / (end - first)) * Math.expm1(k * Math.log1p(-solve));
  }
  return Math.min(1, sum);
}
