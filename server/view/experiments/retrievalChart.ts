import type { Retrieval } from '../../protocol/experimentResult.ts';
import type { ChartModel } from '../../protocol/panel.ts';
import { formatCount, formatParameter, formatPercent } from '../../text/formatNumber.ts';
import { categoryRole, line, markers, passAtKPoints } from '../drawCurve.ts';

type Kind = Pick<ChartModel, 'id' | 'title'> & { readonly holds: (retrieval: Retrieval) => boolean };

/** A chart each: all in one would have more curves than colors. */
const KINDS: readonly Kind[] = [
  { id: 'retrievals', title: 'pass@k by noise', holds: ({ temperature }) => temperature === null },
  {
    ...{ id: 'retrievalsByTemperature', title: 'pass@k by temperature' },
    holds: ({ noise, temperature }) => noise === 0 && temperature !== null,
  },
  {
    ...{ id: 'retrievalsByBoth', title: 'pass@k by noise and temperature' },
    holds: ({ noise, temperature }) => noise > 0 && temperature !== null,
  },
];

/** pass@k of the memory model by noise, by temperature and by both, with Eq. 6 of the fitted Beta and Eq. 10. */
export function retrievalCharts(retrievals: readonly Retrieval[]): readonly ChartModel[] {
  return KINDS.flatMap(({ holds, ...names }) => {
    const ofKind = retrievals.filter(holds);
    return ofKind.length === 0 ? [] : [{ ...names, ...retrievalChart(ofKind) }];
  });
}

function retrievalChart(retrievals: readonly Retrieval[]): Omit<ChartModel, 'id' | 'title'> {
  const attempts = Math.max(2, ...retrievals.map((retrieval) => retrieval.attempts));
  return {
    summary: describeFits(retrievals),
    x: { label: 'Attempts per image, k', scale: 'log', format: 'count', min: 1, max: attempts },
    y: { label: 'pass@k', scale: 'linear', format: 'percent', min: 0, max: 1 },
    series: retrievals.flatMap(({ passAtK, beta, effectiveK, ...setting }, index) => {
      const role = categoryRole(index);
      const id = String(index);
      return [
        markers({ id, label: nameRetrieval(setting), role }, passAtKPoints(passAtK)),
        ...(beta
          ? [
              line(
                {
                  ...{ id: `${id}-eq6`, role, stroke: 'dashed' },
                  label: `Eq. 6, α ${formatParameter(beta.alpha)}, β ${formatParameter(beta.beta)}`,
                },
                passAtKPoints(beta.points),
              ),
            ]
          : []),
        ...(effectiveK
          ? [
              line(
                {
                  ...{ id: `${id}-eq10`, role, stroke: 'dotted', visible: false },
                  label: `Eq. 10, κ ${formatParameter(effectiveK.kappa)}`,
                },
                passAtKPoints(effectiveK.points),
              ),
            ]
          : []),
      ];
    }),
    regions: [],
    marks: [],
    table: {
      columns: [
        { label: 'k', align: 'right' },
        ...retrievals.map((retrieval) => ({ label: nameRetrieval(retrieval), align: 'right' as const })),
      ],
      rows: (retrievals[0]?.passAtK ?? []).map(({ k }, i) => [
        formatCount(k),
        ...retrievals.map(({ passAtK }) => formatPercent(passAtK[i]?.value ?? Number.NaN)),
      ]),
    },
  };
}

/** `σ = 0.5`, `τ = 3`, `σ = 0.5, τ = 3`. */
export function nameRetrieval({ noise, temperature }: Pick<Retrieval, 'noise' | 'temperature'>): string {
  const parts = [
    ...(noise > 0 ? [`σ = ${String(noise)}`] : []),
    ...(temperature === null ? [] : [`τ = ${String(temperature)}`]),
  ];
  return parts.join(', ') || 'no noise';
}

function describeFits(retrievals: readonly Retrieval[]): string {
  const betas = retrievals.flatMap(({ beta }) => (beta ? [beta.rmse] : []));
  if (betas.length === 0) return 'No setting has a Beta law of its own.';
  return `Eq. 6 of the fitted Beta meets the curves to an RMSE of ${formatParameter(Math.min(...betas))} to ${formatParameter(Math.max(...betas))}.`;
}
