import { lossAsymptote } from '../core/lossAsymptote.ts';
import { inferenceLoss, inferenceLossAsymptote } from '../core/passAtKLaw.ts';
import type { ChartModel, ChartPoint, ChartSeries } from '../protocol/panel.ts';
import { formatParameter, formatPercent } from '../text/formatNumber.ts';
import type { DrawnBetaLaw } from './laws.ts';

/** Shares below this are left out of a log axis. */
export const SMALLEST_SHARE = 1e-6;

/** Over what the loss is drawn. */
export interface LossAbscissa {
  readonly id: 'loss' | 'lossCost';
  readonly title: string;
  readonly axis: Pick<ChartModel['x'], 'label' | 'format'>;
  readonly column: string;
  readonly xOf: (k: number) => number;
  /** In a table, and before a point of the chart. */
  readonly cell: (k: number) => string;
  readonly at: (k: number) => string;
}

/** Labels of the columns that `lossCells` fills. */
export const LOSS_COLUMNS = ['L(k) = A·I(k)', 'Asymptote'] as const;

/** L(k) of a law and its asymptote, at these k; a law that is inside its parameter space. */
export function lossSeries(
  law: DrawnBetaLaw,
  ks: readonly number[],
  { xOf, at }: LossAbscissa,
): readonly ChartSeries[] {
  const { alpha, beta, ceiling } = law;
  const curve = (loss: (k: number) => number) =>
    ks
      .map((k): ChartPoint => ({ x: xOf(k), y: loss(k), at: at(k), text: formatPercent(loss(k)) }))
      .filter(({ y }) => y >= SMALLEST_SHARE && y <= 1);
  return [
    {
      id: 'loss',
      label: `L(k) = A·I(k), ${law.label}`,
      role: law.role,
      kind: 'line',
      stroke: 'dashed',
      points: curve((k) => inferenceLoss(alpha, beta, k, ceiling)),
      visible: true,
    },
    {
      id: 'asymptote',
      label: `${formatParameter(lossAsymptote(law).coefficient)}·k^−${formatParameter(beta)}, its asymptote`,
      role: 'asymptote',
      kind: 'line',
      stroke: 'dotted',
      points: curve((k) => inferenceLossAsymptote(alpha, beta, k, ceiling)),
      visible: true,
    },
  ];
}

/** The asymptote only where it is a share: for small k it lies above A. */
export function lossCells({ alpha, beta, ceiling }: DrawnBetaLaw, k: number): readonly string[] {
  const asymptote = inferenceLossAsymptote(alpha, beta, k, ceiling);
  return [formatPercent(inferenceLoss(alpha, beta, k, ceiling)), asymptote > 1 ? '–' : formatPercent(asymptote)];
}
