import { DEFAULT_ANALYSIS_OPTIONS, analyzeEval } from '../core/analyzeEval.ts';
import { compressCounts } from '../core/compressCounts.ts';
import type { EvalCounts } from '../core/counts.ts';
import { fitBetaBinomial } from '../core/fitBetaBinomial.ts';
import { fitEffectiveK } from '../core/fitEffectiveK.ts';
import { fitLeastSquares } from '../core/fitLeastSquares.ts';
import { fitZeroInflatedBetaBinomial } from '../core/fitZeroInflatedBetaBinomial.ts';
import { observedCurve } from '../core/observedPassAtK.ts';
import { predictPoints } from '../core/predictPoints.ts';
import { createPredictor } from '../core/predictor.ts';
import { readPlacedLog } from './readPlacedLog.ts';

/** Attempts a problem of the logs to practice on. */
const SIZES = [20, 50, 100, 50];
/** Many, for they narrow the posterior: few members of the families have to be looked at. */
const NUM_PROBLEMS = 200;

/**
 * Work such as jobs bring, on logs that are made up, a short step at a time: done while an analyst waits for its first job, so that its code is
 * compiled by then. The first analysis of a process would take ten times as long as the next ones.
 */
export function* practice(): Generator<undefined> {
  for (const numSamples of SIZES) {
    const bytes = new TextEncoder().encode(madeUpLog(numSamples));
    const options = { name: 'practice_eval_results.json', isCancelled: () => false, onProgress: () => undefined };
    const [counts] = readPlacedLog({ kind: 'bytes', bytes }, options).result.evals;
    yield;
    if (counts === undefined) return;
    yield* analyzeInSteps(counts);
  }
}

function* analyzeInSteps(counts: EvalCounts): Generator<undefined> {
  const { level, at } = DEFAULT_ANALYSIS_OPTIONS;
  const cells = compressCounts(counts.problems);
  const predictor = createPredictor(cells, level);
  yield;
  predictPoints(predictor, at);
  yield;
  fitBetaBinomial(cells, { level });
  fitZeroInflatedBetaBinomial(cells, { level });
  yield;
  const curve = observedCurve(cells);
  fitLeastSquares(curve);
  fitEffectiveK(curve);
  yield;
  analyzeEval(counts);
  yield;
}

/** EvalPlus results, from problems that are always to ones that are never solved. */
function madeUpLog(numSamples: number): string {
  const attemptsOf = (i: number): object[] =>
    Array.from({ length: numSamples }, (_, j) => {
      const status = (j + 0.5) / numSamples < (i / NUM_PROBLEMS) ** 4 ? 'pass' : 'fail';
      return { solution: `return ${j}`, base_status: status, plus_status: status };
    });
  const problems = Array.from({ length: NUM_PROBLEMS }, (_, i) => [`Practice/${i}`, attemptsOf(i)] as const);
  return JSON.stringify({ eval: Object.fromEntries(problems) });
}
