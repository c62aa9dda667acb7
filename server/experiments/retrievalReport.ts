import { compressCounts } from '../core/compressCounts.ts';
import { fitBetaBinomial } from '../core/fitBetaBinomial.ts';
import { fitEffectiveK } from '../core/fitEffectiveK.ts';
import { effectiveKPassAtK } from '../core/lawPassAtK.ts';
import { betaPassAtK } from '../core/passAtKLaw.ts';
import type { ResultPoint, Retrieval } from '../protocol/experimentResult.ts';
import { type CountedEvaluation, failureHistogram, passAtKCurve } from './countedEvaluation.ts';
import type { Retrieving } from './retrievals.ts';

/** pass@k of one noise and temperature, and the laws of the paper beside it. */
export function retrievalReport({ noise, temperature }: Retrieving, evaluation: CountedEvaluation): Retrieval {
  const passAtK = passAtKCurve(evaluation);
  const { task, model, scorer, numSamples, numCorrect } = evaluation;
  const cells = compressCounts(
    numCorrect.map((correct, i) => ({ problemId: String(i), numSamples, numCorrect: correct })),
  );
  const beta = fitBetaBinomial(cells, { level: 0.9 });
  const effectiveK = fitEffectiveK(passAtK);
  const isEffectiveK = effectiveK.kind === 'interior' || effectiveK.kind === 'boundary';
  return {
    evaluation: { task, model, scorer },
    noise,
    temperature: temperature ?? null,
    attempts: numSamples,
    passAtK,
    failureHistogram: failureHistogram(evaluation),
    ...(beta.kind === 'interior' && {
      beta: {
        ...{ alpha: beta.alpha, beta: beta.beta },
        ...besideCurve(passAtK, (k) => betaPassAtK(beta.alpha, beta.beta, k)),
      },
    }),
    ...(isEffectiveK && {
      effectiveK: {
        ...{ kappa: effectiveK.kappa, p: effectiveK.p, ceiling: effectiveK.ceiling },
        ...besideCurve(passAtK, (k) => effectiveKPassAtK(effectiveK, k) ?? 0),
      },
    }),
  };
}

function besideCurve(
  curve: readonly ResultPoint[],
  law: (k: number) => number,
): { readonly points: readonly ResultPoint[]; readonly rmse: number } {
  const points = curve.map(({ k }) => ({ k, value: law(k) }));
  const squares = points.reduce((sum, { value }, i) => sum + (value - curve[i]!.value) ** 2, 0);
  return { points, rmse: Math.sqrt(squares / points.length) };
}
