import type { ThresholdResult, VaeResult, VaeSampling } from '../protocol/experimentResult.ts';
import { decimals, overSeeds, reportHead, table } from './reportParts.ts';

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
    'The paper says: Eq. 10, with p_i at the largest k and κ of the correlation matrix, approximates the curves well.',
    'This run shows:',
    thresholdTable(samplings),
    effectiveKVerdict(samplings),
    '### Figure 5, right: the error over trials',
    'The paper says: the errors obey a quasi power law.',
    bestErrorVerdict(samplings),
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

/** Within so much of pass@k a curve is said to be met. */
const GOOD_RMSE = 0.02;

function effectiveKVerdict(samplings: readonly VaeSampling[]): string {
  const thresholds = samplings.flatMap((sampling) => sampling.thresholds);
  const misses = thresholds.flatMap(({ effectiveK }) => (effectiveK ? [effectiveK.rmse] : []));
  if (misses.length === 0) return 'The eigenvalues give no κ here, so that Eq. 10 cannot be drawn as in the paper.';
  const range = `${decimals(Math.min(...misses))} to ${decimals(Math.max(...misses))}`;
  const independent = thresholds.filter(({ bestEffectiveK }) => bestEffectiveK.kappa < 0.01).length;
  const verdict = misses.every((rmse) => rmse <= GOOD_RMSE)
    ? `That agrees: the curves are met to an RMSE of ${range}.`
    : `That does not agree: with the κ of the eigenvalues Eq. 10 misses the curves by an RMSE of ${range}.`;
  return `${verdict} The κ that meets the curve best is 0 (independent attempts, k_eff = k) for ${independent} of ${thresholds.length} curves.`;
}

function bestErrorVerdict(samplings: readonly VaeSampling[]): string {
  const laws = samplings.flatMap(({ bestError }) => (bestError.powerLaw ? [bestError.powerLaw] : []));
  const floors = samplings.flatMap(({ bestError }) =>
    bestError.powerLawWithFloor ? [bestError.powerLawWithFloor] : [],
  );
  if (laws.length === 0) return 'Too few trials to say.';
  const power = `This run shows: the mean over images of the smallest error so far falls as k^−${overSeeds(laws.map(({ b }) => b))} (R² ${overSeeds(
    laws.map(({ rSquared }) => rSquared),
    2,
  )} in logarithms)`;
  if (floors.length === 0) return `${power}.`;
  const floor = `${overSeeds(floors.map((law) => law.floor))} + ${overSeeds(floors.map(({ a }) => a))}·k^−${overSeeds(
    floors.map(({ b }) => b),
    2,
  )}`;
  return `${power}; with a floor, ${floor}, to ${overSeeds(
    floors.map(({ rmse }) => rmse),
    4,
  )}.`;
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
    'The paper says: trials are correlated, and the eigenvalues decay as a power law, so that the effective number of trials diminishes.',
    `This run shows, over ${first.trials} trials: the largest eigenvalue is ${overSeeds(
      correlations.map(({ topShare }) => 100 * topShare),
      1,
    )} % of the trace. ` +
      'Eq. 15 is uncentred, so that it is the mean difficulty. The others decay as follows, beside the same for attempts that are independent (each image’s trials in an order of their own):',
    table(['ranks', 'κ', 'κ of independent attempts'], rows),
    nullVerdict(correlations.flatMap(({ decays }) => decays)),
    `Within images, trials correlate by ${decimals(mean, 4)} on average, with a spread of ${decimals(standardDeviation)}; independent ones would by 0, with a spread of ${decimals(expectedDeviation)}${samplings.length > 1 ? ' (first seed)' : ''}.`,
  ];
}

/** κ that differs by less, relatively, from that of independent attempts says nothing of the trials. */
const CLEAR_DIFFERENCE = 0.05;

function nullVerdict(decays: readonly { readonly kappa: number; readonly nullKappa: number }[]): string {
  const isSame = decays.every(
    ({ kappa, nullKappa }) => Math.abs(kappa - nullKappa) < CLEAR_DIFFERENCE * Math.abs(nullKappa),
  );
  return isSame
    ? 'The decay is that of independent attempts: it shows how images differ in difficulty, and no correlation between trials.'
    : 'The decay differs from that of independent attempts: trials share more than the difficulty of the images.';
}
