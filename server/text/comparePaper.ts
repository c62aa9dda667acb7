import { isBeyondDraws } from '../core/isBeyondDraws.ts';
import type { CorrelationReport, EigenvalueDecay, Retrieval, VaeSampling } from '../protocol/experimentResult.ts';
import { capitalize } from './capitalize.ts';
import { decimals, overSeeds } from './overSeeds.ts';

/** A claim of the paper (Levi, arXiv 2410.16377) and what a run shows of it, in sentences. */
export interface PaperComparison {
  /** Where the paper makes it. */
  readonly topic: string;
  /** Behind “the paper says:”. */
  readonly paper: string;
  readonly run: string;
}

/** Claims that a run of the VAE can be set beside; those of Section 4. */
export const VAE_CLAIMS = {
  passAtK: 'Eq. 10, with p_i at the largest k and κ of the correlation matrix, approximates the curves well.',
  bestError: 'the errors obey a quasi power law.',
  correlation:
    'trials are correlated, and the eigenvalues decay as a power law, so that the effective number of trials diminishes.',
};

export const MEMORY_CLAIM =
  'failure probabilities p_i follow a Beta distribution, so that pass@k follows Eq. 6; Eq. 10 describes the curves as well.';

/** One temperature, of one seed or of several: then as mean ± standard deviation. */
export function compareVae(samplings: readonly VaeSampling[]): readonly PaperComparison[] {
  const correlations = samplings.flatMap(({ correlation }) => (correlation ? [correlation] : []));
  const compared = [
    { topic: 'Figure 5, left: pass@k against Eq. 10', paper: VAE_CLAIMS.passAtK, run: effectiveKVerdict(samplings) },
    { topic: 'Figure 5, right: the error over trials', paper: VAE_CLAIMS.bestError, run: bestErrorVerdict(samplings) },
    ...(correlations.length === 0
      ? []
      : [
          {
            topic: 'Figure 6: the correlation matrix of trials (Eq. 15)',
            paper: VAE_CLAIMS.correlation,
            run: `${topShareVerdict(correlations)} ${decayVerdict(correlations)}`,
          },
        ]),
  ];
  return compared.map(({ run, ...claim }) => ({ ...claim, run: capitalize(run) }));
}

/** All settings of one seed, or of several. */
export function compareMemory(retrievals: readonly Retrieval[]): readonly PaperComparison[] {
  return [
    {
      topic: 'Section 3: pass@k against Eq. 6 and Eq. 10',
      paper: MEMORY_CLAIM,
      run: memoryVerdicts(retrievals).join(' '),
    },
  ];
}

/** Within so much of pass@k a curve is said to be met. */
const GOOD_VAE_RMSE = 0.02;

export function effectiveKVerdict(samplings: readonly VaeSampling[]): string {
  const thresholds = samplings.flatMap((sampling) => sampling.thresholds);
  const misses = thresholds.flatMap(({ effectiveK }) => (effectiveK ? [effectiveK.rmse] : []));
  if (misses.length === 0) return 'The eigenvalues give no κ here, so that Eq. 10 cannot be drawn as in the paper.';
  const range = `${decimals(Math.min(...misses))} to ${decimals(Math.max(...misses))}`;
  const rising = thresholds.filter(({ passAtK }) => passAtK.at(-1)?.value !== passAtK[0]?.value);
  if (rising.length === 0) return 'No curve rises with k, so that any κ meets them: nothing is said of Eq. 10.';
  const independent = rising.filter(({ bestEffectiveK }) => bestEffectiveK.kappa < 0.01).length;
  const verdict = misses.every((rmse) => rmse <= GOOD_VAE_RMSE)
    ? `That agrees: the curves are met to an RMSE of ${range}.`
    : `That does not agree: with the κ of the eigenvalues Eq. 10 misses the curves by an RMSE of ${range}.`;
  return `${verdict} The κ that meets the curve best is 0 (independent attempts, k_eff = k) for ${independent} of ${rising.length} curves.`;
}

export function bestErrorVerdict(samplings: readonly VaeSampling[]): string {
  const laws = samplings.flatMap(({ bestError }) => (bestError.powerLaw ? [bestError.powerLaw] : []));
  const floors = samplings.flatMap(({ bestError }) =>
    bestError.powerLawWithFloor ? [bestError.powerLawWithFloor] : [],
  );
  if (laws.length === 0) return 'too few trials to say.';
  const power = `the mean over images of the smallest error so far falls as k^−${overSeeds(laws.map(({ b }) => b))} (R² ${overSeeds(
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

/** Of Eq. 15, which is uncentred. */
export function topShareVerdict(correlations: readonly CorrelationReport[]): string {
  const share = overSeeds(
    correlations.map(({ topShare }) => 100 * topShare),
    1,
  );
  return (
    `the largest eigenvalue is ${share} % of the trace. ` + 'Eq. 15 is uncentred, so that it is the mean difficulty.'
  );
}

/** κ that differs by less, relatively, from that of independent attempts says nothing of the trials. */
const CLEAR_DIFFERENCE = 0.05;

export function decayVerdict(correlations: readonly CorrelationReport[]): string {
  const decays = correlations.flatMap((correlation) => correlation.decays);
  if (decays.length === 0) return 'There are too few eigenvalues to say how they decay.';
  return decays.every(isOfIndependent)
    ? 'The decay is that of independent attempts: it shows how images differ in difficulty, and no correlation between trials.'
    : 'The decay differs from that of independent attempts: trials share more than the difficulty of the images.';
}

/** Whether κ may be that of independent attempts: it is close, or among their draws, which few images or trials spread widely. */
function isOfIndependent({ kappa, nullKappa, nullRange }: EigenvalueDecay): boolean {
  const isClose = Math.abs(kappa - nullKappa) < CLEAR_DIFFERENCE * Math.abs(nullKappa);
  return isClose || (nullRange !== undefined && !isBeyondDraws(kappa, nullRange));
}

/** Within so much of pass@k a curve is said to be met. */
const GOOD_MEMORY_RMSE = 0.01;

export function memoryVerdicts(all: readonly Retrieval[]): string[] {
  const laws = all.flatMap(({ beta }) => (beta ? [beta.rmse] : []));
  const curves = all.flatMap(({ effectiveK }) => (effectiveK ? [effectiveK.rmse] : []));
  const verdict = (name: string, rmses: readonly number[]): string => {
    if (rmses.length === 0) return `${name} cannot be fitted here.`;
    const worst = Math.max(...rmses);
    const of =
      rmses.length === all.length
        ? 'in every setting'
        : `in ${rmses.length} of ${all.length} settings (no fit in the others)`;
    return worst <= GOOD_MEMORY_RMSE
      ? `${name} agrees: it meets pass@k to an RMSE of ${decimals(worst, 4)} or less ${of}.`
      : `${name} does not agree everywhere: its RMSE reaches ${decimals(worst, 4)} ${of}.`;
  };
  return [
    verdict('Eq. 6, the Beta distribution fitted to the counts by likelihood,', laws),
    verdict('Eq. 10, fitted to the curve,', curves),
  ];
}
