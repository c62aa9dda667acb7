import type { EvalCounts } from '../core/counts.ts';
import { createAttemptCounter } from './attemptCounter.ts';
import { field } from './json/fields.ts';
import { readId, readNumber, readScalar } from './json/readScalar.ts';
import type { LogInput } from './logInput.ts';
import { readPassAtKByNumber } from './recordedPassAtK.ts';
import { forEachRecord } from './records.ts';
import { normalizeUsage } from './tokenUsage.ts';

/** Terminal-Bench 1 `results.json`: trials in `results[]`. A trial that never came to its tests, `is_resolved: null`, failed. */
export function readTerminalBench(log: LogInput): EvalCounts[] {
  const taskId = field('task_id', readId);
  const resolved = field('is_resolved', readScalar);
  const input = field('total_input_tokens', readNumber);
  const output = field('total_output_tokens', readNumber);
  const passAtK = field('pass_at_k', readPassAtKByNumber);
  const counter = createAttemptCounter(log, 'a task_id');
  forEachRecord(log, { at: 'results.*', fields: [taskId, resolved, input, output], header: [passAtK] }, ({ range }) => {
    const verdict = resolved.value === null ? false : resolved.value;
    const tokens = normalizeUsage({ input: knownCount(input.value), output: knownCount(output.value) })?.tokens;
    counter.add({ problemId: taskId.value, verdict, tokens, range: taskId.range ?? range });
  });
  return counter.evals({ task: 'terminal-bench', scorer: 'is_resolved', recorded: passAtK.value ?? [] });
}

/** Some agents do not count their tokens and write 0. */
function knownCount(tokens: number | undefined): number | undefined {
  return tokens === 0 ? undefined : tokens;
}
