import type { MixingData } from './mixingData.ts';

/** A dual point to start the next, similar problem from. */
export interface DualPoint {
  /** Price of each row's likelihood ratio, a problem. */
  readonly prices: Float64Array;
  /** Gain in the mean for one unit of log-likelihood. */
  readonly rate: number;
}

/**
 * An upper bound, tight to `BARRIER · cells`, on Σ g_j G_j over all mixing distributions G with Σ_r W_r log Σ_j G_j ratio_rj ≥ −slack.
 *
 * By duality it is the least μ + Σ_r W_r τ log(τ/η_r) + τ(slack − N) over η, τ > 0 with μ ≥ g_j + Σ_r W_r η_r ratio_rj for all j. Newton's
 * method with a logarithmic barrier on these constraints; every point on the way is feasible, so that what is returned bounds the mean
 * from above however far the search has come.
 */
export function largestMean(
  { numRows, ratios, weights }: MixingData,
  gains: Float64Array,
  slack: number,
  start?: DualPoint,
): { bound: number; dual: DualPoint } {
  const numCells = gains.length;
  const size = numRows + 2;
  const columns = ratios.map((ratio, at) => ratio * weights[Math.floor(at / numCells)]!);
  const numProblems = weights.reduce((sum, w) => sum + w, 0);
  let rate = start?.rate ?? 0.3 / Math.sqrt(2 * slack * numProblems);
  let prices = start?.prices ?? new Float64Array(numRows).fill(rate);
  const loads = new Float64Array(numCells);
  const fillLoads = (at: Float64Array): void => {
    loads.set(gains);
    for (let row = 0; row < numRows; row += 1) {
      const price = at[row]!;
      for (let cell = 0, i = row * numCells; cell < numCells; cell += 1, i += 1) {
        loads[cell] = loads[cell]! + price * columns[i]!;
      }
    }
  };
  const objective = (mu: number, at: Float64Array, tau: number): number => {
    let sum = mu + tau * (slack - numProblems);
    for (let row = 0; row < numRows; row += 1) sum += weights[row]! * tau * Math.log(tau / at[row]!);
    return sum;
  };
  const barrier = (mu: number): number => {
    let sum = 0;
    for (let cell = 0; cell < numCells; cell += 1) {
      const gap = mu - loads[cell]!;
      if (gap <= 0) return Infinity;
      sum -= Math.log(gap);
    }
    return sum;
  };
  fillLoads(prices);
  let strength = start === undefined ? FIRST_BARRIER : WARM_BARRIER;
  let mu = loads.reduce((most, load) => Math.max(most, load), -Infinity) + 20 * strength;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let stage = 0; ; stage += 1) {
    for (let iteration = 0; iteration < 25; iteration += 1) {
      fillLoads(prices);
      newtonSystem();
      const step = solveSymmetric(hessian, gradient, size);
      const decrement = step.reduce((sum, s, i) => sum + s * gradient[i]!, 0);
      const value = objective(mu, prices, rate) + strength * barrier(mu);
      let length = 1;
      let moved = false;
      for (let halving = 0; halving < 40 && !moved; halving += 1, length /= 2) {
        const trial = prices.map((price, row) => price - length * step[row]!);
        const trialRate = rate - length * step[numRows]!;
        const trialMu = mu - length * step[numRows + 1]!;
        if (trialRate <= 0 || trial.some((price) => price <= 0)) continue;
        fillLoads(trial);
        const reached = objective(trialMu, trial, trialRate) + strength * barrier(trialMu);
        if (reached <= value - 0.1 * length * decrement) {
          prices = trial;
          rate = trialRate;
          mu = trialMu;
          moved = true;
        }
      }
      counter.newton += 1;
      if (!moved || decrement < 0.3 * strength) break;
    }
    if (strength <= LAST_BARRIER) break;
    strength = Math.max(strength / 10, LAST_BARRIER);
  }
  fillLoads(prices);
  const tight = loads.reduce((most, load) => Math.max(most, load), -Infinity);
  return { bound: objective(tight, prices, rate), dual: { prices, rate } };

  function newtonSystem(): void {
    gradient.fill(0);
    hessian.fill(0);
    const tau = numRows;
    const last = numRows + 1;
    gradient[tau] = slack;
    gradient[last] = 1;
    hessian[tau * size + tau] = numProblems / rate;
    for (let row = 0; row < numRows; row += 1) {
      const w = weights[row]!;
      gradient[row] = (-w * rate) / prices[row]!;
      gradient[tau] = gradient[tau]! + w * Math.log(rate / prices[row]!);
      hessian[row * size + row] = (w * rate) / prices[row]! ** 2;
      hessian[tau * size + row] = -w / prices[row]!;
    }
    const first = new Float64Array(numCells);
    const second = new Float64Array(numCells);
    for (let cell = 0; cell < numCells; cell += 1) {
      const inverse = 1 / (mu - loads[cell]!);
      first[cell] = strength * inverse;
      second[cell] = strength * inverse * inverse;
    }
    const scaled = new Float64Array(numCells);
    for (let row = 0; row < numRows; row += 1) {
      const base = row * numCells;
      let sum = 0;
      let cross = 0;
      for (let cell = 0; cell < numCells; cell += 1) {
        const column = columns[base + cell]!;
        sum += first[cell]! * column;
        const product = second[cell]! * column;
        scaled[cell] = product;
        cross += product;
      }
      gradient[row] = gradient[row]! + sum;
      hessian[last * size + row] = -cross;
      for (let other = 0; other <= row; other += 1) {
        const otherBase = other * numCells;
        let total = 0;
        for (let cell = 0; cell < numCells; cell += 1) total += scaled[cell]! * columns[otherBase + cell]!;
        hessian[row * size + other] = hessian[row * size + other]! + total;
      }
    }
    let slope = 0;
    let curve = 0;
    for (let cell = 0; cell < numCells; cell += 1) {
      slope += first[cell]!;
      curve += second[cell]!;
    }
    gradient[last] = 1 - slope;
    hessian[last * size + last] = curve;
  }
}
export const counter = { newton: 0 };
const FIRST_BARRIER = 1e-2;
const WARM_BARRIER = 1e-3;
const LAST_BARRIER = 2e-5;

/** Solves the positive definite system whose lower triangle is given, by LDLᵀ. */
function solveSymmetric(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const l = lower.slice();
  const x = right.slice();
  for (let j = 0; j < size; j += 1) {
    for (let k = 0; k < j; k += 1) {
      const factor = l[j * size + k]! * l[k * size + k]!;
      if (factor === 0) continue;
      for (let i = j; i < size; i += 1) l[i * size + j] = l[i * size + j]! - factor * l[i * size + k]!;
    }
    const pivot = Math.max(l[j * size + j]!, 1e-300);
    l[j * size + j] = pivot;
    for (let i = j + 1; i < size; i += 1) l[i * size + j] = l[i * size + j]! / pivot;
  }
  for (let i = 0; i < size; i += 1) for (let k = 0; k < i; k += 1) x[i] = x[i]! - l[i * size + k]! * x[k]!;
  for (let i = 0; i < size; i += 1) x[i] = x[i]! / l[i * size + i]!;
  for (let i = size - 1; i >= 0; i -= 1) for (let k = i + 1; k < size; k += 1) x[i] = x[i]! - l[k * size + i]! * x[k]!;
  return x;
}
