import type { ChartModel, ChartPoint, ChartSeries } from '../../server/protocol/panel.ts';

const LADDER = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 3000, 5000, 10000];
const CEILING = 0.96;

/** A·(1 − Π (8+j)/(8.35+j)), Eq. 6. */
function passAtK(k: number, ceiling = CEILING, alpha = 8, beta = 0.35): number {
  let failure = 1;
  for (let j = 0; j < k; j++) failure *= (alpha + j) / (alpha + beta + j);
  return ceiling * (1 - failure);
}

function curve(y: (k: number) => number, ks = LADDER): ChartPoint[] {
  return ks.map((k) => ({ x: k, y: y(k), at: `k = ${String(k)}`, text: `${(100 * y(k)).toFixed(1)}%` }));
}

function withInterval(points: ChartPoint[], width: number): ChartPoint[] {
  return points.map((point) => ({
    ...point,
    low: point.y * (1 - width),
    high: Math.min(1, point.y * (1 + width / 2)),
  }));
}

function line(
  id: ChartSeries['role'],
  label: string,
  stroke: ChartSeries['stroke'],
  points: ChartPoint[],
  visible = true,
): ChartSeries {
  return { id, label, role: id, kind: 'line', stroke, points, visible };
}

export function coverageChart(): ChartModel {
  const observed = withInterval(
    curve(
      passAtK,
      LADDER.filter((k) => k <= 100),
    ),
    0.2,
  );
  const prediction = withInterval(curve(passAtK), 0.08);
  return {
    id: 'coverage',
    title: 'Coverage',
    summary:
      'pass@k rises from 4.2% [2.9, 5.8] at k = 1 to 87.3% [78.5, 94.0] predicted at k = 10,000, 100× beyond the data.',
    x: { label: 'Attempts k', scale: 'log', format: 'count', min: 1, max: 10000 },
    y: { label: 'pass@k', scale: 'linear', format: 'percent', min: 0, max: 1 },
    series: [
      {
        id: 'observed',
        label: 'Observed',
        role: 'observed',
        kind: 'points',
        stroke: 'solid',
        points: observed,
        visible: true,
      },
      line('prediction', 'Prediction', 'solid', prediction),
      {
        id: 'interval',
        label: '90% interval',
        role: 'prediction',
        kind: 'band',
        stroke: 'solid',
        points: prediction,
        visible: true,
      },
      line(
        'betaBinomial',
        'Beta-binomial',
        'dashed',
        curve((k) => passAtK(k, 1, 9)),
      ),
      line(
        'zeroInflated',
        'With ceiling',
        'longDashed',
        curve((k) => passAtK(k, 0.93)),
        false,
      ),
      line(
        'powerLaw',
        'Power law',
        'dotted',
        curve((k) => Math.exp(-3.2 * k ** -0.3)),
      ),
      line(
        'leastSquares',
        'Least squares',
        'dashDotted',
        curve((k) => passAtK(k, 0.9)),
        false,
      ),
      line(
        'effectiveK',
        'Effective k',
        'dotted',
        curve((k) => passAtK(k, 0.85)),
        false,
      ),
      {
        id: 'free',
        label: 'Any family',
        role: 'band',
        kind: 'band',
        stroke: 'solid',
        points: withInterval(curve(passAtK), 0.3),
        visible: true,
      },
    ],
    regions: [{ fromX: 100, toX: 10000, label: 'beyond the data' }],
    marks: [
      { axis: 'y', at: CEILING, label: 'ceiling 96.0%' },
      { axis: 'y', at: 0.8, label: '80%' },
    ],
    table: {
      columns: [
        { label: 'k', align: 'right' },
        { label: 'Observed', align: 'right' },
        { label: 'Predicted', align: 'right' },
        { label: 'Basis', align: 'left' },
      ],
      rows: [
        ['1', '4.2% [2.9, 5.8]', '4.0% [2.8, 5.7]', 'data'],
        ['10,000', '–', '87.3% [78.5, 94.0]', '100× family, not data'],
      ],
    },
  };
}

export function lossChart(): ChartModel {
  const observed = curve(
    (k) => 1 - passAtK(k),
    LADDER.filter((k) => k <= 100),
  );
  return {
    id: 'loss',
    title: 'Inference loss',
    summary: 'In the long run the inference loss falls like k to the power of −0.350 [−0.412, −0.301].',
    x: { label: 'Attempts k', scale: 'log', format: 'count', min: 1, max: 10000 },
    y: { label: 'Unsolved share', scale: 'log', format: 'percent' },
    series: [
      line(
        'betaBinomial',
        'L(k) = A·I(k)',
        'dashed',
        curve((k) => CEILING - passAtK(k)),
      ),
      line(
        'asymptote',
        '∝ k^−β',
        'dotted',
        curve((k) => 1.7 * k ** -0.35).filter((point) => point.y < 1),
      ),
      {
        id: 'observed',
        label: '1 − pass@k',
        role: 'observed',
        kind: 'points',
        stroke: 'solid',
        points: withInterval(observed, 0.1),
        visible: true,
      },
    ],
    regions: [{ fromX: 100, toX: 10000, label: 'beyond the data' }],
    marks: [],
    table: {
      columns: [
        { label: 'k', align: 'right' },
        { label: '1 − pass@k', align: 'right' },
      ],
      rows: [['1', '95.8%']],
    },
  };
}

export function difficultyChart(): ChartModel {
  const edges = Array.from({ length: 26 }, (_, cell) => 10 ** (-5 + cell / 5));
  const mass = edges.map((edge) => (edge >= 1 ? 0 : 0.09 * Math.exp(-((Math.log10(edge) + 1.5) ** 2))));
  const points = edges.map((x, cell) => ({
    x,
    y: mass[cell] ?? 0,
    at: `solve rate ${x.toPrecision(2)}`,
    text: `${(100 * (mass[cell] ?? 0)).toFixed(1)}%`,
  }));
  return {
    id: 'difficulty',
    title: 'Difficulty',
    summary: 'Half of the problems are solved in fewer than 3.2% [2.1, 4.4] of attempts; 4.0% are never solved.',
    x: { label: 'Solve rate of one attempt', scale: 'log', format: 'percent', min: 1e-6, max: 1 },
    y: { label: 'Problems', scale: 'linear', format: 'percent', min: 0 },
    series: [
      { id: 'posterior', label: 'Posterior', role: 'density', kind: 'bars', stroke: 'solid', points, visible: true },
      {
        id: 'never',
        label: 'Never solved',
        role: 'never',
        kind: 'bars',
        stroke: 'solid',
        points: [
          { x: 1.6e-6, y: 0.04, at: 'never solved', text: '4.0%' },
          { x: 6.3e-6, y: 0.04, at: 'never solved', text: '4.0%' },
        ],
        visible: true,
      },
      line(
        'betaBinomial',
        'Beta-binomial',
        'dashed',
        points.map((point) => ({ ...point, y: point.y * 1.1 })),
      ),
    ],
    regions: [{ fromX: 1e-6, toX: 1e-5, label: 'never' }],
    marks: [{ axis: 'x', at: 0.01, label: '1/n' }],
    table: {
      columns: [
        { label: 'Solve rate', align: 'right' },
        { label: 'Problems', align: 'right' },
      ],
      rows: [['1.0%', '9.0%']],
    },
  };
}

export function costChart(): ChartModel {
  return {
    id: 'cost',
    title: 'Cost',
    summary: '80% of the problems cost $0.43 [0.22, 0.93] each at k = 1,342 [700, 2,900].',
    x: { label: 'Cost a problem', scale: 'log', format: 'usd' },
    y: { label: 'Predicted coverage', scale: 'linear', format: 'percent', min: 0, max: 1 },
    series: [
      {
        id: 'interval',
        label: '90% interval',
        role: 'cost',
        kind: 'band',
        stroke: 'solid',
        points: withInterval(curve(passAtK), 0.08).map((point) => ({ ...point, x: point.x * 0.00032 })),
        visible: true,
      },
      line(
        'cost',
        'Coverage',
        'solid',
        curve(passAtK).map((point) => ({ ...point, x: point.x * 0.00032 })),
      ),
      {
        id: 'targets',
        label: 'Targets',
        role: 'target',
        kind: 'points',
        stroke: 'solid',
        points: [
          {
            x: 0.43,
            y: 0.8,
            xLow: 0.22,
            xHigh: 0.93,
            label: '80%: k = 1,342',
            at: 'target 80%',
            text: 'k = 1,342 [700, 2,900], $0.43',
          },
        ],
        visible: true,
      },
    ],
    regions: [{ fromX: 0.032, toX: 3.2, label: 'beyond the data' }],
    marks: [],
    table: {
      columns: [
        { label: 'Target', align: 'right' },
        { label: 'k', align: 'right' },
        { label: 'Cost', align: 'right' },
      ],
      rows: [['80%', '1,342 [700, 2,900]', '$0.43']],
    },
  };
}

export function absentChart(): ChartModel {
  return {
    ...coverageChart(),
    series: [],
    regions: [],
    marks: [],
    absentBecause:
      'Not identified: every problem has a single attempt (n = 1), which tells the mean solve rate but not how it spreads.',
    table: { columns: [], rows: [] },
  };
}
