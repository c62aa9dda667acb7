import type { EvalCounts } from '../core/counts.ts';
import type { LogInput } from './logInput.ts';

/** Says so where a harness records one attempt at each problem: pass@k for k > 1 is in several runs only. */
export function reportSingleAttempts({ issues }: LogInput, evals: readonly EvalCounts[]): void {
  const problems = evals.flatMap((each) => each.problems);
  if (problems.length === 0 || problems.some(({ numSamples }) => numSamples > 1)) return;
  issues.add({
    code: 'notRepeated',
    severity: 'info',
    message:
      'This log holds one attempt at each problem. Merge the logs of several runs for more: passk analyze --merge.',
  });
}
