import { take, withArena, type Arena } from './arena.ts';
import { dot, dotRange } from './dot.ts';
import type { MixingData } from './mixingData.ts';
import { solvePositiveDefinite } from './solvePositiveDefinite.ts';

/** A dual point to start the next, similar problem from. */
export interface DualPoint {
  /** Price η of each row's likelihood ratio, a problem. */
  readonly prices: Float64Array;
  /** Gain τ in the mean for one unit of log-likelihood. */
  readonly rate: number;
}

/** The barrier's weight at first, at first from a known point, and at last: the bound is tight to a few times the last. */
const FIRST_BARRIER = 1e-2;
const WARM_BARRIER = 3e-4;
const LAST_BARRIER = 4e-5;
const BARRIER_DECREASE = 0.1;
const MAX_STEPS = 60;

/**
 * An upper bound, tight to about .002, on Σ_j g_j G_j over all mixing distributions G with Σ_r W_r log Σ_j G_j ratio_rj ≥ −slack.
 *
 * By duality it is the least μ + Σ_r W_r τ log(τ/η_r) + τ(slack − N) over η, τ > 0 with μ ≥ g_j + Σ_r W_r η_r ratio_rj for all j. Newton's
 * method with a logarithmic barrier on these constraints and on τ; every point on the way is feasible, so that what is returned bounds the mean
 * from above however far the search has come.
 */
export function largestMean(
  data: MixingData,
  gains: Float64Array,
  slack: number,
  start?: DualPoint,
): { bound: number; dual: DualPoint } {
  return withArena((arena) => search(createDual(data, gains, slack, arena), start));
}

function search(dual: Dual, start: DualPoint | undefined): { bound: number; dual: DualPoint } {
  let point = dual.interior(
    start?.prices ?? new Float64Array(dual.data.numRows).fill(dual.firstRate),
    start?.rate ?? dual.firstRate,
    start === undefined ? FIRST_BARRIER : WARM_BARRIER,
  );
  let barrier = start === undefined ? FIRST_BARRIER : WARM_BARRIER;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { next, decrement } = newtonStep(dual, point, barrier);
    point = next;
    if (decrement > barrier) continue;
    if (barrier <= LAST_BARRIER) break;
    barrier = Math.max(barrier * BARRIER_DECREASE, LAST_BARRIER);
  }
  const { prices, rate } = point;
  return { bound: dual.objective(dual.interior(prices, rate, 0)), dual: { prices: prices.slice(), rate } };
}

interface InteriorPoint extends DualPoint {
  readonly mu: number;
  /** μ − g_j − Σ_r W_r η_r ratio_rj. */
  readonly gaps: Float64Array;
}

interface Dual {
  readonly data: MixingData;
  readonly arena: Arena;
  readonly slack: number;
  readonly firstRate: number;
  /** The point with μ above the tightest constraint by a few times the barrier. */
  readonly interior: (prices: Float64Array, rate: number, barrier: number) => InteriorPoint;
  readonly at: (prices: Float64Array, rate: number, mu: number) => InteriorPoint;
  readonly objective: (point: InteriorPoint) => number;
}

function createDual(data: MixingData, gains: Float64Array, slack: number, arena: Arena): Dual {
  const { numRows, weights, numProblems, columns, first, end } = data;
  const fillGaps = (prices: Float64Array, mu: number): Float64Array => {
    const gaps = take(arena, gains.length);
    for (let cell = 0; cell < gaps.length; cell += 1) gaps[cell] = mu - gains[cell]!;
    for (let row = 0; row < numRows; row += 1) {
      const price = prices[row]!;
      const base = row * gains.length;
      const last = end[row]!;
      for (let cell = first[row]!; cell < last; cell += 1) gaps[cell] = gaps[cell]! - price * columns[base + cell]!;
    }
    return gaps;
  };
  return {
    data,
    arena,
    slack,
    firstRate: 0.3 / Math.sqrt(2 * slack * numProblems),
    interior: (prices, rate, barrier) => {
      const gaps = fillGaps(prices, 0);
      let least = Infinity;
      for (let cell = 0; cell < gaps.length; cell += 1) least = Math.min(least, gaps[cell]!);
      const mu = 20 * barrier - least;
      for (let cell = 0; cell < gaps.length; cell += 1) gaps[cell] = gaps[cell]! + mu;
      return { prices, rate, mu, gaps };
    },
    at: (prices, rate, mu) => ({ prices, rate, mu, gaps: fillGaps(prices, mu) }),
    objective: ({ prices, rate, mu }) => {
      let sum = mu + rate * (slack - numProblems);
      for (let row = 0; row < numRows; row += 1) sum += weights[row]! * rate * Math.log(rate / prices[row]!);
      return sum;
    },
  };
}

const MAX_HALVINGS = 40;

function newtonStep(dual: Dual, point: InteriorPoint, barrier: number): { next: InteriorPoint; decrement: number } {
  const { arena } = dual;
  const { numRows } = dual.data;
  const { gradient, hessian } = newtonSystem(dual, point, barrier);
  const direction = solvePositiveDefinite(hessian, gradient);
  const decrement = dot(direction, gradient);
  const merit = (at: InteriorPoint): number => dual.objective(at) - barrier * (sumOfLogs(at.gaps) + Math.log(at.rate));
  const value = merit(point);
  for (let halving = 0, length = 1; halving < MAX_HALVINGS; halving += 1, length /= 2) {
    const rate = point.rate - length * direction[numRows]!;
    const prices = take(arena, numRows);
    let lowest = rate;
    for (let row = 0; row < numRows; row += 1) {
      const price = point.prices[row]! - length * direction[row]!;
      prices[row] = price;
      lowest = Math.min(lowest, price);
    }
    if (lowest <= 0) continue;
    const next = dual.at(prices, rate, point.mu - length * direction[numRows + 1]!);
    if (merit(next) <= value - 0.1 * length * decrement) return { next, decrement };
  }
  return { next: point, decrement: 0 };
}

/** −Infinity where one is not above 0. Products of eight, for fewer logarithms. */
function sumOfLogs(values: Float64Array): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value <= 0) return -Infinity;
    product *= value;
    if (i % 8 === 7) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

/** Gradient and lower triangle of the Hessian of objective − barrier·(Σ log gaps + log τ), in (η, τ, μ). */
function newtonSystem({ data, slack, arena }: Dual, { prices, rate, gaps }: InteriorPoint, barrier: number) {
  const { numRows, weights, numProblems, columns, first, end } = data;
  const size = numRows + 2;
  const tau = numRows;
  const mu = numRows + 1;
  const gradient = take(arena, size);
  const hessian = take(arena, size * size);
  const slopes = take(arena, gaps.length);
  const curves = take(arena, gaps.length);
  const scaled = take(arena, gaps.length);
  for (let cell = 0; cell < gaps.length; cell += 1) {
    const slope = barrier / gaps[cell]!;
    slopes[cell] = slope;
    curves[cell] = slope / gaps[cell]!;
    gradient[mu] = gradient[mu]! - slope;
    hessian[mu * size + mu] = hessian[mu * size + mu]! + curves[cell]!;
  }
  gradient[mu] = gradient[mu]! + 1;
  gradient[tau] = slack - barrier / rate;
  hessian[tau * size + tau] = numProblems / rate + barrier / (rate * rate);
  for (let row = 0; row < numRows; row += 1) {
    const price = prices[row]!;
    const weight = weights[row]!;
    const base = row * gaps.length;
    const from = first[row]!;
    const to = end[row]!;
    let slope = 0;
    let cross = 0;
    for (let cell = from; cell < to; cell += 1) {
      const column = columns[base + cell]!;
      const product = curves[cell]! * column;
      slope += slopes[cell]! * column;
      scaled[cell] = product;
      cross += product;
    }
    gradient[row] = slope - (weight * rate) / price;
    gradient[tau] = gradient[tau] + weight * Math.log(rate / price);
    hessian[tau * size + row] = -weight / price;
    hessian[mu * size + row] = -cross;
    for (let other = 0; other <= row; other += 1) {
      const otherBase = other * gaps.length;
      const start = Math.max(from, first[other]!);
      const length = Math.min(to, end[other]!) - start;
      hessian[row * size + other] = dotRange(scaled, start, columns, otherBase + start, length);
    }
    hessian[row * size + row] = hessian[row * size + row]! + (weight * rate) / (price * price);
  }
  return { gradient, hessian };
}
