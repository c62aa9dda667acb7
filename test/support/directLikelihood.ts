import type { SampleCounts } from '../../server/core/passAtK.ts';
import { betaBinomialLogPmf } from '../../server/core/passAtKLaw.ts';

/** The log-likelihood from the probability of each problem. */
export function directLikelihood(log: readonly SampleCounts[], alpha: number, beta: number, ceiling = 1): number {
  return log.reduce((sum, { numSamples, numCorrect }) => {
    const probability = ceiling * Math.exp(betaBinomialLogPmf(numSamples, numCorrect, alpha, beta));
    return sum + Math.log(numCorrect === 0 ? 1 - ceiling + probability : probability);
  }, 0);
}
