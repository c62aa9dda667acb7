import { largestMean, type DualPoint } from './largestMean.ts';
import { mixingData, type MixingData } from './mixingData.ts';
import type { Interval } from './outcomes.ts';
import type { Predictor } from './predictor.ts';
import { chiSquare1Quantile } from './quantiles.ts';
import { NUM_CELLS, NUM_NODES, cellAverages, cellOfNode, passAtNodes } from './solveRateGrid.ts';

/** Level of the band: likelihood-ratio intervals of nonparametric mixtures can fall a little short of their nominal level. */
const BAND_LEVEL = 0.97;

/** Multiples of the largest n at which the band is solved, beside k = 1, √n and the last k. */
const REACHES = [1, 2, 4, 8, 16, 64];

/**
 * Range of pass@k over every mixing distribution, of whatever shape, that a likelihood-ratio test does not reject: 2·(max − log L) ≤ χ²₁.
 * No family is assumed, so that the band shows where a prediction beyond n is the family's and not the data's. From k = n on, the
 * problems that have been solved are solved: the low end is at least their share.
 *
 * Solved at about nine k up to `lastK`, drawn between them linearly in log k.
 */
export function assumptionFreeBand(predictor: Predictor, lastK: number): (k: number) => Interval {
  const { data, summary } = predictor;
  const maxSamples = data.counts.numSamples.at(-1) ?? 1;
  const solvedShare = data.zeros.numSolved / data.counts.numProblems;
  const inner = [Math.round(Math.sqrt(maxSamples)), ...REACHES.map((reach) => reach * maxSamples)];
  const ks = [...new Set([1, ...inner.filter((k) => k < lastK), lastK])];

  const rates = summary.solvedRates.map((rate, node) => rate + summary.unsolvedRates[node]!);
  const mixing = mixingData(data, cellMasses(rates, summary.neverShare));
  const gains = ks.map((k) => cellAverages(rates, passAtNodes(k, new Float64Array(NUM_NODES))));
  const highs = upperBounds(mixing, gains);
  const lows = lowerBounds(mixing, gains, (i) => (ks[i]! >= maxSamples ? solvedShare : 0));
  return (k) => {
    const after = Math.max(
      0,
      ks.findIndex((other) => other >= k),
    );
    const before = Math.max(0, after - 1);
    const share = after === before ? 0 : Math.log(k / ks[before]!) / Math.log(ks[after]! / ks[before]!);
    const between = (ends: readonly number[]): number => ends[before]! + share * (ends[after]! - ends[before]!);
    return { low: between(lows), high: between(highs) };
  };
}

const SLACK = chiSquare1Quantile(BAND_LEVEL) / 2;

/** Once the bound is 1 it stays there. */
function upperBounds(mixing: MixingData, gains: readonly Float64Array[]): number[] {
  let known: DualPoint | undefined;
  let reached = 0;
  return gains.map((gain) => {
    if (reached < 1) {
      const { bound, dual } = largestMean(mixing, gain, SLACK, known);
      known = dual;
      reached = Math.max(reached, Math.min(bound, 1));
    }
    return reached;
  });
}

/** From the last k down: where the bound does not exceed the floor, no earlier one with the same floor does. */
function lowerBounds(mixing: MixingData, gains: readonly Float64Array[], floorAt: (i: number) => number): number[] {
  const lows = new Array<number>(gains.length).fill(0);
  let known: DualPoint | undefined;
  let later = 1;
  for (let i = gains.length - 1; i >= 0; i -= 1) {
    const floor = floorAt(i);
    if (later > floor) {
      const losses = gains[i]!.map((gain) => -gain);
      const { bound, dual } = largestMean(mixing, losses, SLACK, known);
      known = dual;
      later = Math.min(later, Math.max(0, -bound));
    }
    lows[i] = Math.max(later, floor);
  }
  return lows;
}

/** Mass of each cell, those that can never be solved in the lowest. */
function cellMasses(rates: Float64Array, never: number): Float64Array {
  const masses = new Float64Array(NUM_CELLS);
  masses[0] = never;
  rates.forEach((rate, node) => {
    const cell = cellOfNode(node);
    masses[cell] = masses[cell]! + rate;
  });
  return masses;
}
