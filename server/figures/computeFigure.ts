import { attemptsFor } from '../core/attemptsFor.ts';
import type { BetaParameters } from '../core/lossAsymptote.ts';
import { betaPassAtK, inferenceLossAsymptote } from '../core/passAtKLaw.ts';
import { formatFlops } from '../text/formatNumber.ts';
import { type Figure, FIGURE_CONFIG, type FigureRow, logAxis, logGrid, strokesBy } from './figure.ts';

export interface ComputeAssumptions {
  /** FLOP a token, F. */
  readonly flopsPerToken: number;
  /** N_p = N_d. */
  readonly tokens: number;
}

const LEVELS = Array.from({ length: 19 }, (_, i) => (i + 1) / 20);
const LABELED = new Set([0.2, 0.4, 0.6, 0.8, 0.9]);
/** Factors on what is on the y axis, each way. */
const REACH = 100;
const GRID = 81;
const LAST_K = 1e4;
const COST_TITLE = 'Total inference cost C (FLOP)';

/**
 * Figure 3 for one law: coverage as a color over total cost and F at fixed N_p = N_d, over total cost and N_p = N_d at fixed F, and slices over total
 * cost for several F. C = F·(N_p + N_d·k) (Eq. 11) is inverted exactly; the dotted slices are Eq. 12, the asymptote.
 */
export function computeFigure(
  name: string,
  law: BetaParameters,
  { flopsPerToken, tokens }: ComputeAssumptions,
): Figure {
  const flops = panelOf('flops', law, [flopsPerToken / REACH, flopsPerToken * REACH], (f, k) => f * tokens * (1 + k));
  const lengths = panelOf('tokens', law, [tokens / REACH, tokens * REACH], (n, k) => flopsPerToken * n * (1 + k));
  const slices = [0.01, 0.1, 1, 10, 100].flatMap((factor) => sliceRows(law, factor * flopsPerToken, tokens));
  const held = (text: string): string => `Coverage, ${text}`;
  return {
    name: `figure3-${name}`,
    rows: [...flops.lines, ...lengths.lines, ...slices],
    spec: {
      config: FIGURE_CONFIG,
      spacing: 40,
      title: `${name}: α = ${law.alpha.toPrecision(3)}, β = ${law.beta.toPrecision(3)}, 𝒜 = ${law.ceiling.toPrecision(3)}`,
      hconcat: [
        contours(flops, held(`N_p = N_d = ${String(tokens)}`), 'FLOP per token F', false),
        contours(lengths, held(`F = ${formatFlops(flopsPerToken)} a token`), 'Tokens N_p = N_d', true),
        {
          title: `Slices, N_p = N_d = ${String(tokens)}`,
          width: 290,
          height: 290,
          data: { values: slices },
          mark: { type: 'line', clip: true },
          encoding: {
            x: logAxis('x', COST_TITLE, flops.xRange, '.0e'),
            y: {
              field: 'y',
              type: 'quantitative',
              title: 'pass@k',
              scale: { domain: [0, 1] },
              axis: { format: '.0%' },
            },
            color: { field: 'curve', type: 'nominal', title: 'F (FLOP)', sort: null, scale: { scheme: 'plasma' } },
            strokeDash: strokesBy([
              ['exact', 'solid'],
              ['Eq. 12', 'dotted'],
            ]),
          },
        },
      ],
      resolve: { scale: { color: 'independent' } },
    },
  };
}

interface ContourPanel {
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly lines: readonly FigureRow[];
  /** The area from each contour to the next: `y` to `z`. */
  readonly areas: readonly FigureRow[];
  readonly labels: readonly FigureRow[];
}

function panelOf(
  panel: string,
  law: BetaParameters,
  yRange: readonly [number, number],
  cost: (y: number, k: number) => number,
): ContourPanel {
  const xRange = [cost(yRange[0], 1), cost(yRange[1], LAST_K)] as const;
  const contours = LEVELS.flatMap((coverage) => {
    const k = attemptsFor(coverage, law);
    return k === undefined || k <= 1 || k > 10 * LAST_K ? [] : [{ coverage, k }];
  });
  // The cost is proportional to y.
  const yAt = (x: number, k: number): number => x / cost(1, k);
  const clamp = (y: number): number => Math.min(yRange[1], Math.max(yRange[0], y));
  const xs = logGrid(...xRange, GRID);
  const row = (coverage: number, x: number, y: number, z?: number): FigureRow => ({
    panel,
    curve: `${String(Math.round(100 * coverage))}%`,
    source: 'Eq. 6',
    x,
    y,
    ...(z !== undefined && { z }),
  });
  return {
    xRange,
    yRange,
    lines: contours.flatMap(({ coverage, k }) => yRange.map((y) => row(coverage, cost(y, k), y))),
    areas: contours.flatMap(({ coverage, k }, i) => {
      const next = contours[i + 1];
      return xs.map((x) => row(coverage, x, clamp(yAt(x, k)), next === undefined ? yRange[0] : clamp(yAt(x, next.k))));
    }),
    labels: contours
      .filter(({ coverage }) => LABELED.has(coverage))
      .map(({ coverage, k }, i) => {
        // One above the other, because the lines are close together.
        const y = yRange[0] * (yRange[1] / yRange[0]) ** (0.2 + 0.15 * i);
        return row(coverage, cost(y, k), y);
      }),
  };
}

function contours(
  { xRange, yRange, lines, areas, labels }: ContourPanel,
  title: string,
  yTitle: string,
  legend: boolean,
): object {
  const x = logAxis('x', COST_TITLE, xRange, '.0e');
  const y = logAxis('y', yTitle, yRange);
  return {
    title,
    width: 290,
    height: 290,
    layer: [
      {
        data: { values: areas },
        mark: { type: 'area', clip: true },
        encoding: {
          x,
          y,
          y2: { field: 'z' },
          color: {
            field: 'curve',
            type: 'ordinal',
            sort: null,
            title: 'pass@k from',
            scale: { scheme: 'viridis' },
            ...(legend ? {} : { legend: null }),
          },
        },
      },
      {
        data: { values: lines },
        mark: { type: 'line', clip: true, color: 'white', strokeWidth: 0.8 },
        encoding: { x, y, detail: { field: 'curve' } },
      },
      {
        data: { values: labels },
        mark: { type: 'text', fontSize: 12, fontWeight: 'bold', stroke: 'white', strokeWidth: 3, strokeJoin: 'round' },
        encoding: { x, y, text: { field: 'curve' } },
      },
      {
        data: { values: labels },
        mark: { type: 'text', fontSize: 12, fontWeight: 'bold', color: 'black' },
        encoding: { x, y, text: { field: 'curve' } },
      },
    ],
  };
}

function sliceRows({ alpha, beta, ceiling }: BetaParameters, flops: number, tokens: number): readonly FigureRow[] {
  return logGrid(1, LAST_K, 60).flatMap((k) => {
    const common = { panel: 'slices', curve: flops.toExponential(1), x: flops * tokens * (1 + k) };
    const asymptote = ceiling - inferenceLossAsymptote(alpha, beta, k, ceiling);
    return [
      { ...common, source: 'exact', y: betaPassAtK(alpha, beta, k, ceiling) },
      ...(asymptote >= 0 ? [{ ...common, source: 'Eq. 12', y: asymptote }] : []),
    ];
  });
}
