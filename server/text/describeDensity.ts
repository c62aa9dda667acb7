import type { DifficultyDensity } from '../core/analysis.ts';
import { formatParameter, formatPercent } from './formatNumber.ts';

/** log10 of the median solve rate, evenly spread inside a cell; undefined where half of the problems lie in the lowest cell, which holds what is below it, or left of it. */
function medianOf({ edges, mass, never }: DifficultyDensity): number | undefined {
  let below = never;
  const cell = mass.findIndex((share) => (below += share) >= 0.5);
  if (cell < 1) return undefined;
  const [from, to] = [edges[cell]!, edges[cell + 1]!];
  return to - ((below - 0.5) / mass[cell]!) * (to - from);
}

/** `half of the problems have a solve rate below about 0.030`; undefined where half of them are too seldom solved to say. */
export function describeMedian(density: DifficultyDensity): string | undefined {
  const median = medianOf(density);
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
