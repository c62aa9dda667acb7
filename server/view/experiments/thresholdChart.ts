import type { ThresholdResult, VaeSampling } from '../../protocol/experimentResult.ts';
import type { ChartModel, ChartSeries } from '../../protocol/panel.ts';
import { formatLevel } from '../../text/formatEstimate.ts';
import { formatCount, formatPercent, formatParameter } from '../../text/formatNumber.ts';
import { categoryRole, line, markers, passAtKPoints } from '../drawCurve.ts';

/** pass@k for each ε against Eq. 10 with p_i at the largest k (Figure 5, left). */
export function thresholdChart({ thresholds, attempts }: VaeSampling): ChartModel {
  return {
    id: 'thresholds',
    title: 'pass@k for each ε, against Eq. 10',
    summary: describeMisses(thresholds),
    x: { label: 'Attempts per image, k', scale: 'log', format: 'count', min: 1, max: Math.max(2, attempts) },
    y: { label: 'pass@k', scale: 'linear', format: 'percent', min: 0, max: 1 },
    series: thresholds.flatMap(thresholdSeries),
    regions: [],
    marks: [],
    table: {
      columns: [
        { label: 'k', align: 'right' },
        ...thresholds.map((threshold) => ({ label: nameThreshold(threshold), align: 'right' as const })),
      ],
      rows: (thresholds[0]?.passAtK ?? []).map(({ k }, i) => [
        formatCount(k),
        ...thresholds.map(({ passAtK }) => formatPercent(passAtK[i]?.value ?? Number.NaN)),
      ]),
    },
  };
}

/** `ε = 0.118 (10% quantile)`. */
export function nameThreshold({ epsilon, quantile }: ThresholdResult): string {
  const asked = quantile === undefined ? '' : ` (${formatLevel(quantile)} quantile)`;
  return `ε = ${formatParameter(epsilon)}${asked}`;
}

function thresholdSeries(threshold: ThresholdResult, index: number): readonly ChartSeries[] {
  const { passAtK, effectiveK, bestEffectiveK } = threshold;
  const name = nameThreshold(threshold);
  const role = categoryRole(index);
  const id = String(index);
  return [
    markers({ id, label: name, role }, passAtKPoints(passAtK)),
    ...(effectiveK
      ? [
          line(
            {
              ...{ id: `${id}-eq10`, role, stroke: 'dashed' },
              label: `Eq. 10, κ of the eigenvalues ${formatParameter(effectiveK.kappa)}`,
            },
            passAtKPoints(effectiveK.points),
          ),
        ]
      : []),
    line(
      {
        ...{ id: `${id}-best`, role, stroke: 'dotted', visible: false },
        label: `Eq. 10, best κ ${formatParameter(bestEffectiveK.kappa)}`,
      },
      passAtKPoints(bestEffectiveK.points),
    ),
  ];
}

function describeMisses(thresholds: readonly ThresholdResult[]): string {
  const misses = thresholds.flatMap(({ effectiveK }) => (effectiveK ? [effectiveK.rmse] : []));
  if (misses.length === 0)
    return 'The eigenvalues give no κ: Eq. 10 is drawn with the κ that meets each curve best only.';
  const best = thresholds.map(({ bestEffectiveK }) => bestEffectiveK.kappa);
  return (
    `Eq. 10 with the κ of the eigenvalues misses the curves by an RMSE of ${formatRange(misses)}; ` +
    `the κ that meets them best is ${formatRange(best)} (0: independent attempts).`
  );
}

function formatRange(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(formatParameter);
  return low === high ? (low ?? '') : `${low ?? ''} to ${high ?? ''}`;
}
