import type { EvalAnalysis } from '../core/analysis.ts';
import { expectedAttempts } from '../core/expectedAttempts.ts';
import { harmonicNumbers } from '../core/harmonicNumbers.ts';
import { lossAsymptote } from '../core/lossAsymptote.ts';
import { inferenceLoss, inferenceLossAsymptote } from '../core/passAtKLaw.ts';
import { curveLaw, lastObservedK, preferredLaw } from '../core/preferredLaw.ts';

/** What the laws say beyond their parameters; a member is absent where there is no such law. */
export function scalingJson(analysis: EvalAnalysis): object {
  const { fits, options } = analysis;
  const ks = [...new Set([...options.at, lastObservedK(analysis)])].filter((k) => k >= 1).sort((a, b) => a - b);
  const law = preferredLaw(analysis) ?? curveLaw(analysis);
  const { effectiveK } = fits;
  const hasEffectiveK = effectiveK.kind === 'interior' || effectiveK.kind === 'boundary';
  return {
    ...(law && {
      difficulty: {
        law: law.id,
        meanFailureProbability: law.alpha / (law.alpha + law.beta),
        concentration: law.alpha + law.beta,
      },
      inferenceLoss: {
        law: law.id,
        ceiling: law.ceiling,
        asymptote: {
          ...lossAsymptote(law),
          ...('betaInterval' in law && { exponentInterval: [law.betaInterval.low, law.betaInterval.high] }),
        },
        points: ks.map((k) => ({
          k,
          value: inferenceLoss(law.alpha, law.beta, k, law.ceiling),
          asymptote: inferenceLossAsymptote(law.alpha, law.beta, k, law.ceiling),
        })),
      },
      attemptsWithStopping: ks.map((k) => ({ k, value: expectedAttempts(law.alpha, law.beta, k, law.ceiling) })),
    }),
    ...(hasEffectiveK && {
      effectiveAttempts: harmonicNumbers(ks, effectiveK.kappa).map((value, i) => ({ k: ks[i], value })),
    }),
  };
}
