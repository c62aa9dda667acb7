import type { EvalAnalysis } from '../core/analysis.ts';
import { describeBeta } from '../text/describeFit.ts';
import { formatCount, formatQuantity } from '../text/formatNumber.ts';
import { evalName } from './evalLabels.ts';
import type { LogState } from './logState.ts';

/** A log in one line, for the status item: `HumanEval · 164 problems × 10 · β 0.350 [0.301, 0.412]`. */
export function describeState(state: LogState): string {
  switch (state.stage) {
    case 'reading':
      return 'reading…';
    case 'failed':
      return state.message;
    case 'counted':
      return `${formatQuantity(state.log.result.evals.length, 'evaluation')}, fitting…`;
    case 'fitted': {
      const [first, ...others] = state.analyses;
      if (first === undefined) return 'no evaluation found';
      const more = others.length > 0 ? ` · and ${formatQuantity(others.length, 'more evaluation')}` : '';
      return `${describeAnalysis(first)}${more}`;
    }
  }
}

function describeAnalysis({ counts, summary, fits }: EvalAnalysis): string {
  const { numProblems, minSamples, maxSamples } = summary;
  const attempts =
    minSamples === maxSamples ? formatCount(minSamples) : `${formatCount(minSamples)}–${formatCount(maxSamples)}`;
  return `${evalName(counts)} · ${formatQuantity(numProblems, 'problem')} × ${attempts} · ${describeBeta(fits.betaBinomial)}`;
}
