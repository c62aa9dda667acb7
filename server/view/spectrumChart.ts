import type { EvalCounts } from '../core/counts.ts';
import { orderSpectrum } from '../core/orderSpectrum.ts';
import { DEFAULT_SPECTRUM_OPTIONS, type TrialSpectrum } from '../core/trialSpectrum.ts';
import type { ChartModel, ChartPoint, ChartSeries } from '../protocol/panel.ts';
import { describeSpectrum } from '../text/describeSpectrum.ts';
import { formatCount, formatParameter } from '../text/formatNumber.ts';

/** A panel is built in some tens of milliseconds; `passk independence` takes the whole log. */
export const PANEL_SIZE = { mostProblems: 128, mostTrials: 256 };
const PANEL_OPTIONS = { ...DEFAULT_SPECTRUM_OPTIONS, numNulls: 5 };

/**
 * Figure 6 of the paper for a log: eigenvalues of Eq. 15 by rank, beside the null without which they say nothing. Undefined where less than two
 * are above rounding.
 */
export function spectrumChart(counts: EvalCounts): ChartModel | undefined {
  const spectrum = spectrumOf(counts);
  const floorOf = SMALLEST * (spectrum?.eigenvalues[0] ?? 0);
  const count = spectrum?.eigenvalues.filter((x) => x > floorOf).length ?? 0;
  if (spectrum === undefined || count < 2) return undefined;
  const shown = [
    ...spectrum.eigenvalues.slice(0, count),
    ...spectrum.independent.slice(0, count).map(({ low }) => low),
  ];
  const floor = Math.min(...shown.filter((x) => x > 0));
  return {
    id: 'spectrum',
    title: 'Correlation of trials (Eq. 15)',
    regions: [],
    marks: [],
    summary: describeSpectrum(spectrum),
    x: { label: 'Rank', scale: 'log', format: 'count', min: 1, max: count },
    y: { label: 'Eigenvalue', scale: 'log', format: 'plain', min: floor / 1.3, max: 1.3 * Math.max(...shown) },
    series: [nullSeries(spectrum, count), dataSeries(spectrum, count)],
    table: {
      columns: ['Rank', 'Eigenvalue', 'In random order'].map((label) => ({ label, align: 'right' })),
      rows: spectrum.eigenvalues.slice(0, count).map((value, rank) => {
        const none = spectrum.independent[rank];
        return [
          formatCount(rank + 1),
          formatParameter(value),
          none === undefined
            ? ''
            : `${formatParameter(none.value)} [${formatParameter(none.low)}, ${formatParameter(none.high)}]`,
        ];
      }),
    },
  };
}

/** Below, an eigenvalue is a rounding error of the first. */
const SMALLEST = 1e-9;

/** A panel is built anew at every stage and setting; the spectrum depends on the counts only. */
const known = new WeakMap<EvalCounts, { readonly spectrum: TrialSpectrum | undefined }>();

function spectrumOf(counts: EvalCounts): TrialSpectrum | undefined {
  const found = known.get(counts) ?? { spectrum: orderSpectrum(counts, PANEL_SIZE, PANEL_OPTIONS) };
  known.set(counts, found);
  return found.spectrum;
}

function dataSeries({ eigenvalues }: TrialSpectrum, count: number): ChartSeries {
  return {
    id: 'eigenvalues',
    label: 'Attempts as they came',
    role: 'observed',
    kind: 'points',
    stroke: 'solid',
    points: eigenvalues
      .slice(0, count)
      .map((y, rank): ChartPoint => ({ x: rank + 1, y, at: rankName(rank), text: formatParameter(y) })),
    visible: true,
  };
}

function nullSeries({ independent }: TrialSpectrum, count: number): ChartSeries {
  return {
    id: 'independent',
    label: 'In random order: independent',
    role: 'prediction',
    kind: 'line',
    stroke: 'dashed',
    points: independent
      .slice(0, count)
      .filter(({ value }) => value > 0)
      .map(({ value }, rank): ChartPoint => ({
        x: rank + 1,
        y: value,
        at: rankName(rank),
        text: formatParameter(value),
      })),
    visible: true,
  };
}

function rankName(rank: number): string {
  return `rank ${formatCount(rank + 1)}`;
}
