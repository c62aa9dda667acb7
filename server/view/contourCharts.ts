import type { EvalAnalysis } from '../core/analysis.ts';
import { crossing } from '../core/crossing.ts';
import { meanUsage } from '../core/meanUsage.ts';
import type { OpenInterval, PredictedPoint } from '../core/outcomes.ts';
import type { ChartModel, ChartPoint, ChartSeries } from '../protocol/panel.ts';
import { formatTarget } from '../text/describeCost.ts';
import { formatCountInterval } from '../text/formatEstimate.ts';
import { formatCount, formatFlops, formatSignificant } from '../text/formatNumber.ts';
import { absentChart } from './absentChart.ts';

/** Coverages of the contours; those that the prediction reaches are drawn. */
const LEVELS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
const MAX_CONTOURS = 9;

/** FLOP a token of models from a hundred million parameters to a few trillion. */
const FLOPS_PER_TOKEN = [2e8, 1e13] as const;
const TOKENS = [10, 1e5] as const;
const POINTS_A_LINE = 13;

/**
 * Contours of predicted coverage over the total cost C and the FLOP a token F, prompt and completion as long as in this log: C = F·(N_p + N_d·k),
 * with the k that reaches the coverage (the left of the paper's Figure 3). Absent where the log holds no token counts.
 */
export function flopsContours(analysis: EvalAnalysis): ChartModel {
  const { promptTokens = 0, completionTokens } = meanUsage(analysis.counts);
  const frame = {
    id: 'contourFlops',
    title: 'Coverage over cost and model size (Figure 3)',
    x: { label: 'Total cost per problem C, FLOP', scale: 'log', format: 'flops' },
    y: { label: 'FLOP per token, F', scale: 'log', format: 'flops', min: FLOPS_PER_TOKEN[0], max: FLOPS_PER_TOKEN[1] },
  } as const;
  if (completionTokens === undefined) return withoutTokens(frame);
  const tokensOf = (k: number): number => promptTokens + completionTokens * k;
  return contourChart(analysis, {
    frame,
    costAt: (k, flops) => flops * tokensOf(k),
    over: FLOPS_PER_TOKEN,
    words: { y: (flops) => `F = ${formatFlops(flops)}`, cost: formatFlops },
    column: 'Tokens, N_p + N_d·k',
    cellOf: (k) => formatCount(tokensOf(k)),
    held: `N_p = ${formatCount(promptTokens)} and N_d = ${formatCount(completionTokens)} tokens as in this log`,
  });
}

/** Contours over the normalized cost C/F, in tokens, and the length of prompt and completion N_p = N_d (the center of Figure 3). */
export function tokenContours(analysis: EvalAnalysis): ChartModel {
  return contourChart(analysis, {
    frame: {
      id: 'contourTokens',
      title: 'Coverage over cost and tokens (Figure 3)',
      x: { label: 'Normalized cost per problem C/F, tokens', scale: 'log', format: 'count' },
      y: { label: 'Tokens, N_p = N_d', scale: 'log', format: 'count', min: TOKENS[0], max: TOKENS[1] },
    },
    costAt: (k, tokens) => tokens * (1 + k),
    over: TOKENS,
    words: {
      y: (tokens) => `N_p = N_d = ${formatCount(tokens)}`,
      cost: (tokens) => `${formatSignificant(tokens, 3)} tokens`,
    },
    column: 'C/F over N',
    cellOf: (k) => formatCount(1 + k),
    held: 'prompt and completion are equally long',
  });
}

interface ContourQuestion {
  readonly frame: Pick<ChartModel, 'id' | 'title' | 'x' | 'y'>;
  /** Cost of k attempts at a value of the y axis. */
  readonly costAt: (k: number, y: number) => number;
  readonly over: readonly [number, number];
  readonly words: { readonly y: (y: number) => string; readonly cost: (cost: number) => string };
  /** A column of the table, by k. */
  readonly column: string;
  readonly cellOf: (k: number) => string;
  /** What is held fixed. */
  readonly held: string;
}

function contourChart(analysis: EvalAnalysis, question: ContourQuestion): ChartModel {
  const { frame, costAt, over, column, cellOf, held } = question;
  const { prediction } = analysis;
  if (prediction.kind === 'notIdentified') return absentChart({ ...frame, table: NO_TABLE }, prediction);
  const contours = contoursOf(prediction.points);
  const [first, last] = [contours[0], contours.at(-1)];
  if (first === undefined || last === undefined) {
    const absentBecause = 'Predicted coverage reaches none of the contours that are drawn.';
    return { ...frame, summary: absentBecause, series: [], regions: [], marks: [], table: NO_TABLE, absentBecause };
  }
  return {
    ...frame,
    x: { ...frame.x, min: costAt(first.k, over[0]), max: costAt(last.k, over[1]) },
    summary:
      `Each line is a coverage: ${contours.map(({ coverage, k }) => `${formatTarget(coverage)} at k = ${formatCount(k)}`).join(', ')}; ${held}. ` +
      'At a fixed cost, cheaper tokens buy more attempts.',
    series: contours.map((contour) => contourSeries(contour, question)),
    regions: [],
    marks: [],
    table: {
      columns: ['Coverage', 'k', column].map((label) => ({ label, align: 'right' })),
      rows: contours.map(({ coverage, k, kInterval }) => [
        formatTarget(coverage),
        `${formatCount(k)} ${formatCountInterval(kInterval)}`,
        cellOf(k),
      ]),
    },
  };
}

interface Contour {
  readonly coverage: number;
  readonly k: number;
  readonly kInterval: OpenInterval;
}

/** The levels between pass@1 and the end of the prediction; of many, evenly chosen ones. */
function contoursOf(points: readonly PredictedPoint[]): readonly Contour[] {
  const lowest = points[0]?.value ?? 1;
  const all = LEVELS.filter((coverage) => coverage > lowest).flatMap((coverage): readonly Contour[] => {
    const k = crossing(coverage, points, ({ value }) => value);
    if (k === undefined) return [];
    const low = crossing(coverage, points, ({ high }) => high) ?? k;
    return [{ coverage, k, kInterval: { low, high: crossing(coverage, points, (point) => point.low) ?? null } }];
  });
  if (all.length <= MAX_CONTOURS) return all;
  const chosen = Array.from({ length: MAX_CONTOURS }, (_, i) =>
    Math.round((i * (all.length - 1)) / (MAX_CONTOURS - 1)),
  );
  return chosen.flatMap((i) => all[i] ?? []);
}

function contourSeries({ coverage, k, kInterval }: Contour, { costAt, over, words }: ContourQuestion): ChartSeries {
  const name = formatTarget(coverage);
  const [from, to] = over;
  const points = Array.from({ length: POINTS_A_LINE }, (_, i): ChartPoint => {
    const y = from * (to / from) ** (i / (POINTS_A_LINE - 1));
    const x = costAt(k, y);
    return {
      x,
      y,
      at: words.y(y),
      text: `${name} at ${words.cost(x)}, k = ${formatCount(k)} ${formatCountInterval(kInterval)}`,
      ...(i === Math.floor(POINTS_A_LINE / 2) && { label: name }),
    };
  });
  return { id: `coverage${name}`, label: name, role: 'contour', kind: 'line', stroke: 'solid', points, visible: true };
}

function withoutTokens(frame: Pick<ChartModel, 'id' | 'title' | 'x' | 'y'>): ChartModel {
  const absentBecause = 'The log holds no token counts, so that N_p and N_d of Eq. 11 are not known.';
  return { ...frame, summary: absentBecause, series: [], regions: [], marks: [], table: NO_TABLE, absentBecause };
}

const NO_TABLE = { columns: [], rows: [] };
