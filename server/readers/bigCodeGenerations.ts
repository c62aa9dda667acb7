import type { EvalCounts } from '../core/counts.ts';
import { plural } from './issueLog.ts';
import { enterArray, nextElement } from './json/containers.ts';
import { field } from './json/fields.ts';
import { skipValue } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { stemOf } from './names.ts';
import { forEachRecord } from './records.ts';
import { toEval } from './tally.ts';

/** BigCode's `generations_<task>.json`: a list of completions a problem, which nobody has graded: there is nothing to count. */
export function readBigCodeGenerations(log: LogInput): EvalCounts[] {
  let numProblems = 0;
  let numGenerations = 0;
  const generations = field('', (window) => {
    let count = 0;
    if (!enterArray(window)) return undefined;
    for (; nextElement(window); count++) skipValue(window);
    return count;
  });
  forEachRecord(log, { at: '*', fields: [generations] }, () => {
    numProblems++;
    numGenerations += generations.value ?? 0;
  });
  log.issues.add({
    code: 'ungradedAttempts',
    severity: 'warning',
    message:
      `${plural(numGenerations, 'generation')} at ${plural(numProblems, 'problem')}, none of them graded: this file holds no verdicts. ` +
      'The harness grades them with --load_generations_path and writes evaluation_results.json; per-problem results are what can be analyzed.',
  });
  return [toEval(new Map(), { task: stemOf(log.name).replace(/^generations_/, '') })];
}
