import { cellAverages } from './bmaSummary.ts';
import { largestMean, type DualPoint } from './largestMean.ts';
import { mixingData } from './mixingData.ts';
import type { Interval } from './outcomes.ts';
import type { Predictor } from './predictor.ts';
import { chiSquare1Quantile } from './quantiles.ts';
import { NUM_CELLS, NUM_NODES, cellOfNode, passAtNodes } from './solveRateGrid.ts';

/** Level of the band: likelihood-ratio intervals of nonparametric mixtures fall a little short of their nominal level. */
const BAND_LEVEL = 0.97;

/**
 * Range of pass@k over every mixing distribution, of whatever shape, that a likelihood-ratio test does not reject: 2·(max − logL) ≤ χ²₁.
 * No family is assumed, so that the band shows where a prediction beyond n is the family's and not the data's. From k = n on, the problems that
 * have been solved are solved: the low end is at least their share.
 *
 * Computed at `ks` (ascending), each from the solution before.
 */
export function assumptionFreeBand({ data, summary }: Predictor, ks: readonly number[]): Interval[] {
  const rates = summary.solvedRates.map((rate, node) => rate + summary.unsolvedRates[node]!);
  const guess = new Float64Array(NUM_CELLS);
  rates.forEach((rate, node) => {
    guess[cellOfNode(node)] = guess[cellOfNode(node)]! + rate;
  });
  guess[0] = guess[0]! + summary.neverShare;
  const mixing = mixingData(data, guess);
  const slack = chiSquare1Quantile(BAND_LEVEL) / 2;
  const maxSamples = data.counts.numSamples.reduce((most, n) => Math.max(most, n), 0);
  const solvedShare = data.zeros.numSolved / data.counts.numProblems;
  const pass = new Float64Array(NUM_NODES);
  let upper: DualPoint | undefined;
  let lower: DualPoint | undefined;
  return ks.map((k) => {
    const gains = cellAverages(rates, passAtNodes(k, pass));
    const most = largestMean(mixing, gains, slack, upper);
    const least = largestMean(
      mixing,
      gains.map((gain) => -gain),
      slack,
      lower,
    );
    upper = most.dual;
    lower = least.dual;
    const low = Math.max(-least.bound, k >= maxSamples ? solvedShare : 0);
    return { low: Math.max(0, Math.min(low, 1)), high: Math.min(Math.max(most.bound, low), 1) };
  });
}
