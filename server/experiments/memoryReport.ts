import type { MemoryResult, Retrieval } from '../protocol/experimentResult.ts';
import { MEMORY_CLAIM, memoryVerdicts } from '../text/comparePaper.ts';
import { overSeeds } from '../text/overSeeds.ts';
import { reportHead, table } from './reportParts.ts';

const KS = [1, 10, 100, 1000, 10_000];

/** What the paper says of a memory with imperfect retrieval (Section 3), and what this run shows; seeds as mean ± standard deviation. */
export function memoryReport(result: MemoryResult): string {
  const { runs } = result;
  const [first] = runs;
  const settings = (first?.retrievals ?? []).map((_, i) => runs.map(({ retrievals }) => retrievals[i]!));
  return `${[
    ...reportHead(result, 'Memory model'),
    `Without noise the trained model recalls ${overSeeds(runs.map(({ training }) => training.accuracy))} of the images.`,
    `The paper says: ${MEMORY_CLAIM}`,
    'This run shows, setting by setting (σ: noise on the input, the largest logit answers; τ: the answer is drawn from softmax(logits/τ)):',
    retrievalTable(settings),
    ...memoryVerdicts(settings.flat()),
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
