import type { EvalAnalysis } from './analysis.ts';
import { compressCounts } from './compressCounts.ts';
import type { EvalCounts } from './counts.ts';
import { fitBetaBinomial } from './fitBetaBinomial.ts';
import { observedPassAtK } from './observedPassAtK.ts';
import { stopsAtSuccess } from './stopsAtSuccess.ts';

/** What of an analysis is known at once: pass@1 and the Beta-binomial law, each with its interval. The prediction takes twenty times as long. */
export interface FirstAnswers {
  /** The point at k = 1; empty without problems, and where attempts stop at the first success, so that only the prediction tells it. */
  readonly passAtK: EvalAnalysis['passAtK'];
  readonly fits: Pick<EvalAnalysis['fits'], 'betaBinomial'>;
}

/** The same numbers that `analyzeEval` has. */
export function firstAnswers({ problems }: EvalCounts, level: number): FirstAnswers {
  const cells = compressCounts(problems);
  return {
    passAtK: stopsAtSuccess(cells) ? [] : observedPassAtK(cells, [1], level),
    fits: { betaBinomial: fitBetaBinomial(cells, { level }) },
  };
}
