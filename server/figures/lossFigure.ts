import { inferenceLoss, inferenceLossAsymptote } from '../core/passAtKLaw.ts';
import { COLORS, type Figure, FIGURE_CONFIG, type FigureRow, logAxis, logGrid, strokesBy } from './figure.ts';
import { betaParametersOf, type FittedCurve, lastK } from './fittedCurve.ts';

/** As in the paper: the left map is at this α, the right one at this k. */
const MAP_ALPHA = 5;
const MAP_K = 10_000;
const COLUMNS = 36;
const MAP_ROWS = 26;
const LOSS_COLOR = {
  field: 'z',
  type: 'quantitative',
  title: 'L(k)',
  scale: { type: 'log', scheme: 'viridis', domain: [1e-4, 1], clamp: true },
} as const;
const BETAS = [0.05, 1.5] as const;

/**
 * Figure 2. Top: inference loss 𝒜 − pass@k over k, data solid, Eq. 7 dashed, its asymptote dotted. Bottom: Eq. 7 as a color, over k and β at
 * α = 5, and over α and β at k = 10⁴.
 */
export function lossFigure(curves: readonly FittedCurve[]): Figure {
  const maps = [
    ...mapRows('α = 5', logGrid(1, 1e4, COLUMNS + 1), (k, beta) => inferenceLoss(MAP_ALPHA, beta, k)),
    ...mapRows('k = 10⁴', logGrid(0.5, 100, COLUMNS + 1), (alpha, beta) => inferenceLoss(alpha, beta, MAP_K)),
  ];
  const rows = [...curves.flatMap(lossRows), ...maps.map(({ row }) => row)];
  return {
    name: 'figure2',
    rows,
    spec: {
      config: FIGURE_CONFIG,
      spacing: 30,
      vconcat: [
        {
          title: 'Inference loss',
          width: 800,
          height: 320,
          data: { values: rows.filter(({ panel }) => panel === 'loss') },
          mark: { type: 'line', clip: true },
          encoding: {
            x: logAxis('x', 'Number of trials k', [1, lastK(curves)]),
            y: logAxis('y', 'Inference loss 𝒜 − pass@k', [0.01, 1], '~g'),
            color: { field: 'curve', type: 'nominal', title: null, scale: { range: COLORS } },
            strokeDash: strokesBy([
              ['data', 'solid'],
              ['Eq. 7', 'dashed'],
              ['asymptote', 'dotted'],
            ]),
          },
        },
        {
          spacing: 60,
          resolve: { scale: { color: 'shared', stroke: 'shared' } },
          hconcat: [map('α = 5', 'Number of trials k', maps), map('k = 10⁴', 'α', maps)],
        },
      ],
    },
  };
}

function lossRows(curve: FittedCurve): readonly FigureRow[] {
  const law = betaParametersOf(curve);
  if (law === undefined) return [];
  const { alpha, beta, ceiling } = law;
  const { name, points } = curve;
  const row = (source: string, x: number, y: number): FigureRow => ({ panel: 'loss', curve: name, source, x, y });
  const ks = logGrid(1, points.at(-1)?.k ?? 1, 60);
  return [
    ...points.map(({ k, value }) => row('data', k, ceiling - value)),
    ...ks.map((k) => row('Eq. 7', k, inferenceLoss(alpha, beta, k, ceiling))),
    ...ks.map((k) => row('asymptote', k, inferenceLossAsymptote(alpha, beta, k, ceiling))),
    // What is not above 0 has no place on a log axis.
  ].filter(({ y }) => y > 0);
}

interface MapCell {
  readonly row: FigureRow;
  readonly xEnd: number;
  readonly yEnd: number;
}

/** Cells of a map, with the loss in the middle of each. */
function mapRows(panel: string, xs: readonly number[], loss: (x: number, beta: number) => number): readonly MapCell[] {
  const betas = logGrid(...BETAS, MAP_ROWS + 1);
  return xs.slice(1).flatMap((xEnd, i) =>
    betas.slice(1).map((yEnd, j): MapCell => {
      const [x, y] = [xs[i] ?? xEnd, betas[j] ?? yEnd];
      const z = loss(Math.sqrt(x * xEnd), Math.sqrt(y * yEnd));
      return { row: { panel, curve: panel, source: 'Eq. 7', x, y, z }, xEnd, yEnd };
    }),
  );
}

function map(panel: string, xTitle: string, cells: readonly MapCell[]): object {
  const values = cells.filter(({ row }) => row.panel === panel).map(({ row, xEnd, yEnd }) => ({ ...row, xEnd, yEnd }));
  return {
    title: `Eq. 7 at ${panel}`,
    width: 340,
    height: 260,
    data: { values },
    mark: { type: 'rect', strokeWidth: 0.7 },
    encoding: {
      x: logAxis('x', xTitle, [values[0]?.x ?? 1, values.at(-1)?.xEnd ?? 10]),
      x2: { field: 'xEnd' },
      y: { ...logAxis('y', 'β', BETAS), axis: { values: [0.05, 0.1, 0.2, 0.5, 1], format: '~g' } },
      y2: { field: 'yEnd' },
      color: { ...LOSS_COLOR, legend: { format: '~g', tickCount: 5, gradientLength: 200 } },
      // Without it the background shines through between cells.
      stroke: { ...LOSS_COLOR, legend: null },
    },
  };
}
