import type { ThresholdResult, VaeResult, VaeSampling } from '../protocol/experimentResult.ts';
import {
  bestErrorVerdict,
  decayVerdict,
  effectiveKVerdict,
  topShareVerdict,
  VAE_CLAIMS,
} from '../text/comparePaper.ts';
import { decimals, overSeeds } from '../text/overSeeds.ts';
import { reportHead, table } from './reportParts.ts';

const KS = [1, 10, 100, 1000, 10_000];

/** What the paper says of its VAE (Section 4, Figures 5 to 7), and what this run shows; seeds as mean ± standard deviation. */
export function vaeReport(result: VaeResult): string {
  const { spec, runs } = result;
  const loss = `Cross-entropy ${overSeeds(
    runs.map(({ training }) => training.crossEntropy),
    1,
  )} and divergence ${overSeeds(
    runs.map(({ training }) => training.divergence),
    1,
  )} an image in the last epoch.`;
  const sections = spec.temperatures.flatMap((temperature, i) => [
    `## Attempts at T = ${temperature}`,
    ...samplingSection(runs.map(({ samplings }) => samplings[i]!)),
  ]);
  return `${[...reportHead(result, 'VAE reconstruction'), loss, ...sections].join('\n\n')}\n`;
}

/** One temperature of all seeds. */
function samplingSection(samplings: readonly VaeSampling[]): string[] {
  const [first] = samplings;
  if (first === undefined) return [];
  const quantiles = first.errorQuantiles.map(({ level }, i) => [
    `${100 * level} %`,
    overSeeds(samplings.map(({ errorQuantiles }) => errorQuantiles[i]!.error)),
  ]);
  return [
    `Errors (Eq. 14): mean at z = μ ${overSeeds(samplings.map(({ meanErrorAtMean }) => meanErrorAtMean))}; quantiles of all attempts:`,
    table(
      quantiles.map(([level = '']) => level),
      [quantiles.map(([, error = '']) => error)],
    ),
    '### Figure 5, left: pass@k against Eq. 10',
    `The paper says: ${VAE_CLAIMS.passAtK}`,
    'This run shows:',
    thresholdTable(samplings),
    effectiveKVerdict(samplings),
    '### Figure 5, right: the error over trials',
    `The paper says: ${VAE_CLAIMS.bestError}`,
    `This run shows: ${bestErrorVerdict(samplings)}`,
    ...correlationSection(samplings),
  ];
}

function thresholdTable(samplings: readonly VaeSampling[]): string {
  const ks = KS.filter((k) => k <= samplings[0]!.attempts);
  const rows = samplings[0]!.thresholds.map(({ evaluation }, j) => {
    const all = samplings.map(({ thresholds }) => thresholds[j]!);
    const at = (k: number): string => overSeeds(all.map((threshold) => valueAt(threshold, k)));
    return [
      evaluation.scorer,
      overSeeds(all.map(({ epsilon }) => epsilon)),
      ...ks.map(at),
      all.every(({ effectiveK }) => effectiveK) ? overSeeds(all.map(({ effectiveK }) => effectiveK!.rmse)) : '–',
      overSeeds(
        all.map(({ bestEffectiveK }) => bestEffectiveK.kappa),
        2,
      ),
      overSeeds(all.map(({ bestEffectiveK }) => bestEffectiveK.rmse)),
    ];
  });
  return table(
    ['success', 'ε', ...ks.map((k) => `pass@${k}`), 'RMSE of Eq. 10, κ of eigenvalues', 'best κ', 'its RMSE'],
    rows,
  );
}

function valueAt({ passAtK }: ThresholdResult, k: number): number {
  return passAtK.find((point) => point.k === k)?.value ?? passAtK.at(-1)?.value ?? 0;
}

function correlationSection(samplings: readonly VaeSampling[]): string[] {
  const correlations = samplings.flatMap(({ correlation }) => (correlation ? [correlation] : []));
  const [first] = correlations;
  if (first === undefined) return [];
  const { mean, standardDeviation, expectedDeviation } = first.withinImages;
  const rows = first.decays.map(({ fromRank, toRank }, i) => [
    `${fromRank}–${toRank}`,
    overSeeds(correlations.flatMap(({ decays }) => (decays[i] ? [decays[i].kappa] : []))),
    overSeeds(correlations.flatMap(({ decays }) => (decays[i] ? [decays[i].nullKappa] : []))),
  ]);
  return [
    '### Figure 6: the correlation matrix of trials (Eq. 15)',
    `The paper says: ${VAE_CLAIMS.correlation}`,
    `This run shows, over ${first.trials} trials: ${topShareVerdict(correlations)} ` +
      'The others decay as follows, beside the same for attempts that are independent (each image’s trials in an order of their own):',
    table(['ranks', 'κ', 'κ of independent attempts'], rows),
    decayVerdict(correlations),
    `Within images, trials correlate by ${decimals(mean, 4)} on average, with a spread of ${decimals(standardDeviation)}; independent ones would by 0, with a spread of ${decimals(expectedDeviation)}${samplings.length > 1 ? ' (first seed)' : ''}.`,
  ];
}
