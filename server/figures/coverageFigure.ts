import { betaLawPassAtK, effectiveKPassAtK } from '../core/lawPassAtK.ts';
import { failureDensity } from '../core/failureDensity.ts';
import { COLORS, type Figure, FIGURE_CONFIG, type FigureRow, logAxis, logGrid, strokesBy } from './figure.ts';
import { betaParametersOf, type FittedCurve, lastK } from './fittedCurve.ts';

const CURVE_POINTS = 80;
/** The densities have no bound where β < 1. */
const HIGHEST_DENSITY = 8;

/** Figure 1: pass@k over k, data solid, Eq. 6 dashed, Eq. 10 dotted; beside it the Beta densities of the failure probability (Eq. 5). */
export function coverageFigure(curves: readonly FittedCurve[]): Figure {
  const rows = [...curves.flatMap(coverageRows), ...curves.flatMap(densityRows)];
  const color = { field: 'curve', type: 'nominal', title: null, scale: { range: COLORS } };
  const of = (panel: string): object => ({ values: rows.filter((row) => row.panel === panel) });
  return {
    name: 'figure1',
    rows,
    spec: {
      config: FIGURE_CONFIG,
      spacing: 36,
      hconcat: [
        {
          title: 'Coverage',
          width: 440,
          height: 330,
          data: of('coverage'),
          mark: { type: 'line', clip: true },
          encoding: {
            x: logAxis('x', 'Number of samples k', [1, lastK(curves)]),
            y: {
              field: 'y',
              type: 'quantitative',
              title: 'pass@k',
              scale: { domain: [0, 1] },
              axis: { format: '.0%' },
            },
            color,
            strokeDash: strokesBy([
              ['data', 'solid'],
              ['Eq. 6', 'dashed'],
              ['Eq. 10', 'dotted'],
            ]),
          },
        },
        {
          title: 'Failure probability',
          width: 320,
          height: 330,
          data: of('density'),
          mark: { type: 'line', clip: true },
          encoding: {
            x: { field: 'x', type: 'quantitative', title: 'Failure probability p', scale: { domain: [0, 1] } },
            y: {
              field: 'y',
              type: 'quantitative',
              title: 'Density Beta(α, β; p)',
              scale: { domain: [0, HIGHEST_DENSITY] },
            },
            color,
          },
        },
      ],
    },
  };
}

function coverageRows({ name, points, eq6, eq10 }: FittedCurve): readonly FigureRow[] {
  const first = points[0]?.k ?? 1;
  const ks = logGrid(Math.max(1, first), points.at(-1)?.k ?? 1, CURVE_POINTS);
  const law = (source: string, passAtK: (k: number) => number | undefined): FigureRow[] =>
    ks.flatMap((x) => {
      const y = passAtK(x);
      return y === undefined ? [] : [{ panel: 'coverage', curve: name, source, x, y }];
    });
  return [
    ...points.map(({ k, value }) => ({ panel: 'coverage', curve: name, source: 'data', x: k, y: value })),
    ...law('Eq. 6', (k) => betaLawPassAtK(eq6, k)),
    ...law('Eq. 10', (k) => effectiveKPassAtK(eq10, k)),
  ];
}

/** Densely towards both ends, where densities rise. */
function densityRows(curve: FittedCurve): readonly FigureRow[] {
  const law = betaParametersOf(curve);
  if (law === undefined) return [];
  return Array.from({ length: 199 }, (_, i) => {
    const x = (1 - Math.cos((Math.PI * (i + 1)) / 200)) / 2;
    return { panel: 'density', curve: curve.name, source: 'Eq. 5', x, y: failureDensity(law.alpha, law.beta, x) };
  });
}
