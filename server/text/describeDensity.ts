import type { DifficultyDensity } from '../core/analysis.ts';
import type { Estimate } from '../core/outcomes.ts';
import { capitalize } from './capitalize.ts';
import { formatPercentEstimate } from './formatEstimate.ts';
import { formatParameter, formatPercent } from './formatNumber.ts';

/** log10 of a quantile of the solve rate, evenly spread inside a cell; undefined where it lies in the lowest cell, which holds what is below it, or left of it, and in the highest, where rates of nearly 1 crowd. */
function quantileOf({ edges, mass, never }: DifficultyDensity, probability: number): number | undefined {
  let below = never;
  const cell = mass.findIndex((share) => (below += share) >= probability);
  if (cell < 1 || cell === mass.length - 1) return undefined;
  const [from, to] = [edges[cell]!, edges[cell + 1]!];
  return to - ((below - probability) / mass[cell]!) * (to - from);
}

/** `half of the problems have a solve rate below about 0.030`; undefined where half of them are too seldom solved to say. */
export function describeMedian(density: DifficultyDensity): string | undefined {
  const { edges, mass } = density;
  if (mass.at(-1)! > 0.5)
    return `more than half of the problems have a solve rate above ${formatParameter(10 ** edges.at(-2)!)}`;
  const median = quantileOf(density, 0.5);
  return median === undefined
    ? undefined
    : `half of the problems have a solve rate below about ${formatParameter(10 ** median)}`;
}

/** What a curve says of the difficulty of the problems behind it, in a sentence. */
export function describeCurveDensity(density: DifficultyDensity): string {
  const { edges, mass, never } = density;
  const seldom = never + (mass[0] ?? 0);
  const half = describeMedian(density);
  return (
    `The smoothest solve rates that meet the curve: ${half === undefined ? '' : `${half}; `}` +
    `${formatPercent(seldom)} have one below ${formatParameter(10 ** (edges[1] ?? 0))}, or are never solved: the curve does not tell which.`
  );
}

/** What the attempts say of it: the average of the problems' posteriors, and the share that is never solved, with its interval. */
export function describeDensity(density: DifficultyDensity, ceiling: Estimate): string {
  const half = describeMedian(density);
  const most = quantileOf(density, 0.9);
  const never = formatPercentEstimate({ value: density.never, low: 1 - ceiling.high, high: 1 - ceiling.low });
  const parts = [
    ...(half === undefined ? [] : [half]),
    ...(most === undefined
      ? []
      : [`nine in ten have ${half === undefined ? 'a solve rate' : 'one'} below about ${formatParameter(10 ** most)}`]),
    `${never} can never be solved`,
  ];
  return `${capitalize(parts.join('; '))}, by the prediction.`;
}
