import type { CorrelationReport, EigenvalueDecay } from '../../protocol/experimentResult.ts';
import type { ChartModel, ChartPoint } from '../../protocol/panel.ts';
import { formatCount, formatParameter, formatPercent } from '../../text/formatNumber.ts';
import { line, markers, onLogAxis } from '../drawCurve.ts';

/**
 * Eigenvalues of the trial correlation matrix (Eq. 15, Figure 6) beside those of independent attempts. Eq. 15 is uncentered: without the null
 * beside it, a decay says nothing of the trials.
 */
export function eigenvalueChart({ eigenvalues, nullEigenvalues, decays, topShare }: CorrelationReport): ChartModel {
  const point = (rank: number, y: number): ChartPoint => ({
    ...{ x: rank, y, at: `rank ${formatCount(rank)}`, text: formatParameter(y) },
  });
  const observed = onLogAxis(eigenvalues.map((value, i) => point(i + 1, value)));
  const independent = onLogAxis(
    nullEigenvalues.map(({ value, low, high }, i) => ({ ...point(i + 1, value), low, high })),
  );
  const positive = [...observed, ...independent].map(({ y }) => y);
  return {
    id: 'eigenvalues',
    title: 'Eigenvalues of the trial correlations',
    summary: `The largest, ${formatPercent(topShare)} of the trace, is the mean difficulty; ${decays.map(describeDecay).join('; ')}.`,
    x: { label: 'Rank', scale: 'log', format: 'count', min: 1, max: Math.max(2, eigenvalues.length) },
    y: {
      label: 'Eigenvalue',
      scale: 'log',
      format: 'plain',
      min: Math.min(...positive) / 1.3,
      max: Math.max(...positive) * 1.3,
    },
    series: [
      // The first is drawn above the others: below so many markers the null could not be seen.
      line({ id: 'null', label: 'Independent attempts', role: 'prediction', stroke: 'solid' }, independent),
      markers({ id: 'observed', label: 'This run', role: 'observed' }, observed),
      ...decays.map((decay, i) =>
        line(
          {
            ...{ id: `decay-${String(i)}`, role: 'powerLaw', stroke: i === 0 ? 'dashed' : 'dotted' },
            // Of two over all ranks one is enough at first.
            visible: i === 0 || i === decays.length - 1,
            label: `rank^−${formatParameter(decay.kappa)} over ranks ${nameRanks(decay)}`,
          },
          decayPoints(decay, eigenvalues, point),
        ),
      ),
    ],
    regions: [],
    marks: [],
    table: {
      columns: [
        { label: 'Ranks', align: 'left' },
        { label: 'κ', align: 'right' },
        { label: 'κ of independent attempts', align: 'right' },
      ],
      rows: decays.map((decay) => [nameRanks(decay), formatParameter(decay.kappa), formatParameter(decay.nullKappa)]),
    },
  };
}

export function describeDecay(decay: EigenvalueDecay): string {
  return `over ranks ${nameRanks(decay)} κ is ${formatParameter(decay.kappa)}, and ${formatParameter(decay.nullKappa)} for independent attempts`;
}

function nameRanks({ fromRank, toRank }: EigenvalueDecay): string {
  return `${formatCount(fromRank)}–${formatCount(toRank)}`;
}

/** The line of the fitted slope through the middle of the eigenvalues it was fitted to, in logarithms. */
function decayPoints(
  { fromRank, toRank, kappa }: EigenvalueDecay,
  eigenvalues: readonly number[],
  point: (rank: number, y: number) => ChartPoint,
): readonly ChartPoint[] {
  const levels = eigenvalues.slice(fromRank - 1, toRank).flatMap((value, i) => {
    return value > 0 ? [Math.log(value) + kappa * Math.log(fromRank + i)] : [];
  });
  if (levels.length === 0) return [];
  const level = levels.reduce((sum, x) => sum + x, 0) / levels.length;
  return [fromRank, Math.sqrt(fromRank * toRank), toRank].map((rank) => point(rank, Math.exp(level) * rank ** -kappa));
}
