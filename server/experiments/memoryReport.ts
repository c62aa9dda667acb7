import type { MemoryResult, Retrieval } from '../protocol/experimentResult.ts';
import { decimals, overSeeds, reportHead, table } from './reportParts.ts';

const KS = [1, 10, 100, 1000, 10_000];

/** What the paper says of a memory with imperfect retrieval (Section 3), and what this run shows; seeds as mean ± standard deviation. */
export function memoryReport(result: MemoryResult): string {
  const { runs } = result;
  const [first] = runs;
  const settings = (first?.retrievals ?? []).map((_, i) => runs.map(({ retrievals }) => retrievals[i]!));
  return `${[
    ...reportHead(result, 'Memory model'),
    `Without noise the trained model recalls ${overSeeds(runs.map(({ training }) => training.accuracy))} of the images.`,
    'The paper says: failure probabilities p_i follow a Beta distribution, so that pass@k follows Eq. 6; Eq. 10 describes the curves as well.',
    'This run shows, setting by setting (σ: noise on the input, the largest logit answers; τ: the answer is drawn from softmax(logits/τ)):',
    retrievalTable(settings),
    ...verdicts(settings.flat()),
  ].join('\n\n')}\n`;
}

function retrievalTable(settings: readonly (readonly Retrieval[])[]): string {
  const ks = KS.filter((k) => k <= (settings[0]?.[0]?.attempts ?? 0));
  const rows = settings.map((all) => {
    const [{ noise, temperature }] = all as [Retrieval];
    const laws = all.flatMap(({ beta }) => (beta ? [beta] : []));
    const curves = all.flatMap(({ effectiveK }) => (effectiveK ? [effectiveK] : []));
    const isWhole = (values: readonly unknown[]): boolean => values.length === all.length;
    return [
      noise > 0 ? String(noise) : '–',
      temperature === null ? '–' : String(temperature),
      ...ks.map((k) => overSeeds(all.map(({ passAtK }) => passAtK.find((point) => point.k === k)?.value ?? 0))),
      ...(isWhole(laws)
        ? [
            overSeeds(
              laws.map(({ alpha }) => alpha),
              2,
            ),
            overSeeds(
              laws.map(({ beta }) => beta),
              2,
            ),
            overSeeds(
              laws.map(({ rmse }) => rmse),
              4,
            ),
          ]
        : ['–', '–', '–']),
      isWhole(curves)
        ? overSeeds(
            curves.map(({ rmse }) => rmse),
            4,
          )
        : '–',
    ];
  });
  return table(['σ', 'τ', ...ks.map((k) => `pass@${k}`), 'α', 'β', 'RMSE of Eq. 6', 'RMSE of Eq. 10'], rows);
}

/** Within so much of pass@k a curve is said to be met. */
const GOOD_RMSE = 0.01;

function verdicts(all: readonly Retrieval[]): string[] {
  const laws = all.flatMap(({ beta }) => (beta ? [beta.rmse] : []));
  const curves = all.flatMap(({ effectiveK }) => (effectiveK ? [effectiveK.rmse] : []));
  const verdict = (name: string, rmses: readonly number[]): string => {
    if (rmses.length === 0) return `${name} cannot be fitted here.`;
    const worst = Math.max(...rmses);
    const of =
      rmses.length === all.length
        ? 'in every setting'
        : `in ${rmses.length} of ${all.length} settings (no fit in the others)`;
    return worst <= GOOD_RMSE
      ? `${name} agrees: it meets pass@k to an RMSE of ${decimals(worst, 4)} or less ${of}.`
      : `${name} does not agree everywhere: its RMSE reaches ${decimals(worst, 4)} ${of}.`;
  };
  return [
    verdict('Eq. 6, the Beta distribution fitted to the counts by likelihood,', laws),
    verdict('Eq. 10, fitted to the curve,', curves),
  ];
}
