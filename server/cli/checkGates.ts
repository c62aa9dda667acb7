import type { EvalAnalysis } from '../core/analysis.ts';
import { attemptsStop } from '../core/attemptsStop.ts';
import type { Estimate } from '../core/outcomes.ts';
import { formatTarget } from '../text/describeCost.ts';
import { formatPercentEstimate } from '../text/formatEstimate.ts';
import { formatCount } from '../text/formatNumber.ts';
import type { Gate } from './parseArguments.ts';
import type { Report } from './report.ts';
import { evalTitle } from './textReport.ts';

export interface GateVerdict {
  readonly isMet: boolean;
  /** What was compared with what. */
  readonly message: string;
}

/** Every gate on every evaluation. A gate that cannot be judged is missed: silence would let a broken run pass. */
export function checkGates({ evals }: Report, gates: readonly Gate[]): readonly GateVerdict[] {
  return gates.flatMap((gate) => evals.map(({ analysis }) => judge(gate, analysis)));
}

function judge(gate: Gate, analysis: EvalAnalysis): GateVerdict {
  const subject = `gate pass@${formatCount(gate.k)} ≥ ${formatTarget(gate.coverage)}, ${evalTitle(analysis)}`;
  const found = findEstimate(gate.k, analysis);
  if (found === undefined) return { isMet: false, message: `${subject}: missed, neither observed nor predicted` };
  const isMet = found.estimate.value >= gate.coverage;
  return {
    isMet,
    message: `${subject}: ${isMet ? 'met' : 'missed'}, ${found.basis} ${formatPercentEstimate(found.estimate)}`,
  };
}

/** Observed where all problems have k attempts that did not stop at a success, predicted otherwise. */
function findEstimate(
  k: number,
  analysis: EvalAnalysis,
): { readonly estimate: Estimate; readonly basis: string } | undefined {
  const { passAtK, prediction, summary } = analysis;
  const observed = passAtK.find((point) => point.k === k && point.numProblems === summary.numProblems);
  if (observed !== undefined && !attemptsStop(analysis)) return { estimate: observed, basis: 'observed' };
  if (prediction.kind === 'notIdentified') return undefined;
  const predicted = prediction.points.find((point) => point.k === k);
  return predicted && { estimate: predicted, basis: 'predicted' };
}
