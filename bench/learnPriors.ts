/**
 * Learns the priors of `server/core/learnedPriors.ts` on published runs with at least 10,000 attempts a problem, on all of them and with each
 * benchmark left out, and prints the table. Run: npm run bench learnPriors
 *
 * Empirical Bayes, family by family: mean and spread of the width over runs, by EM from the posterior of each run's width given all its attempts;
 * the spread is then widened by what may differ between benchmarks, of which two say next to nothing.
 */
import { gsm8kRuns, mathRuns, type Run } from './accuracy/publishedRuns.ts';
import { mixingFamilies, type MixingFamily } from '../server/core/bmaFamilies.ts';
import { cellLikelihoods } from '../server/core/cellLikelihoods.ts';
import { compressCounts } from '../server/core/compressCounts.ts';
import { dotRange } from '../server/core/dot.ts';
import { NUM_CELLS } from '../server/core/solveRateGrid.ts';

/** Between benchmarks, in the widths' logarithms: chosen, not learned. */
const BETWEEN_BENCHMARKS = 0.6;
/** Narrower than the lattice of widths nothing can be learned. */
const LEAST_SPREAD = 0.2;
const EM_STEPS = 60;
const NUM_CEILINGS = 30;

const math = mathRuns();
const gsm8k = gsm8kRuns();
for (const [name, runs] of [
  ['all', [...math, ...gsm8k]],
  ['withoutMath', gsm8k],
  ['withoutGsm8k', math],
] as const) {
  console.log(name);
  for (const family of mixingFamilies) {
    const { mean, spread } = learn(runs.map((run) => widthLikelihood(family, run)));
    const sd = Math.hypot(spread, BETWEEN_BENCHMARKS);
    console.log(
      `  ${family.name}: mean ${mean.toFixed(2)}, sd ${sd.toFixed(2)} (spread over runs ${spread.toFixed(2)})`,
    );
  }
}

interface WidthLikelihood {
  readonly widths: readonly number[];
  /** Of each width, the location integrated out; relative to the largest. */
  readonly likelihoods: readonly number[];
}

function learn(runs: readonly WidthLikelihood[]): { mean: number; spread: number } {
  let mean = 0;
  let spread = 1;
  for (let step = 0; step < EM_STEPS; step += 1) {
    const moments = runs.map(({ widths, likelihoods }) => {
      const weights = widths.map((width, i) => likelihoods[i]! * Math.exp(-0.5 * ((width - mean) / spread) ** 2));
      const total = sum(weights);
      const first = sum(weights.map((weight, i) => weight * widths[i]!)) / total;
      return { first, second: sum(weights.map((weight, i) => weight * widths[i]! ** 2)) / total };
    });
    mean = sum(moments.map(({ first }) => first)) / runs.length;
    const second = sum(moments.map((each) => each.second)) / runs.length;
    spread = Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, second - mean * mean)));
  }
  return { mean, spread };
}

function widthLikelihood({ location, width, fillMass }: MixingFamily, run: Run): WidthLikelihood {
  const data = cellLikelihoods(compressCounts(run.problems));
  const mass = new Float64Array(NUM_CELLS);
  const widths = valuesOf(width);
  const logs = widths.map((each) =>
    logSum(
      valuesOf(location).map((place) => {
        fillMass(place, each, mass);
        return logLikelihood(data, mass);
      }),
    ),
  );
  const best = Math.max(...logs);
  return { widths, likelihoods: logs.map((log) => Math.exp(log - best)) };
}

/** With an even chance of 𝒜 = 1, else 𝒜 ~ Beta(4, 2). */
function logLikelihood(data: ReturnType<typeof cellLikelihoods>, mass: Float64Array): number {
  const { first, end, offset, values, counts } = data;
  const evidence = Float64Array.from(first, (from, i) => dotRange(mass, from, values, offset[i]!, end[i]! - from));
  const given = (ceiling: number): number =>
    sum(
      Array.from(evidence, (one, i) => {
        const never = counts.numCorrect[i] === 0 ? 1 - ceiling : 0;
        return counts.weight[i]! * Math.log(ceiling * one + never);
      }),
    );
  const below = Array.from({ length: NUM_CEILINGS }, (_, a) => {
    const ceiling = (a + 0.5) / NUM_CEILINGS;
    return given(ceiling) + Math.log((20 * ceiling ** 3 * (1 - ceiling)) / NUM_CEILINGS);
  });
  return logSum([given(1), ...below]);
}

function valuesOf({ from, to, step }: MixingFamily['width']): number[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => from + i * step);
}

function logSum(logs: readonly number[]): number {
  const best = Math.max(...logs);
  return best === -Infinity ? best : best + Math.log(sum(logs.map((log) => Math.exp(log - best))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
