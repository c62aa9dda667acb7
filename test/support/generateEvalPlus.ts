import { seededRandom } from '../../server/core/seededRandom.ts';

export interface GeneratedLog {
  readonly numProblems: number;
  readonly numAttempts: number;
  /** Approximate length of the code of one attempt, in characters. */
  readonly solutionLength: number;
  readonly seed?: number;
}

/** An EvalPlus log as `evalplus.evaluate` writes it, of any size; problems differ in difficulty, and some are never solved. */
export function generateEvalPlus({ numProblems, numAttempts, solutionLength, seed = 1 }: GeneratedLog): string {
  const random = seededRandom(seed);
  const line = '    if number > threshold:\n        return [value for value in numbers if value != "x"]\n';
  const body = line.repeat(Math.ceil(solutionLength / line.length)).slice(0, solutionLength);
  const tasks = Array.from({ length: numProblems }, (_, problem) => {
    const taskId = `HumanEval/${problem}`;
    const solveRate = random() < 0.1 ? 0 : random() ** 3;
    const attempts = Array.from({ length: numAttempts }, (_attempt, attempt) => {
      const isSolved = random() < solveRate;
      return {
        task_id: taskId,
        solution: `def solve_${problem}_${attempt}(numbers, threshold):\n${body}`,
        base_status: isSolved ? 'pass' : 'fail',
        plus_status: isSolved && random() < 0.8 ? 'pass' : 'fail',
        base_fail_tests: isSolved ? [] : [[1, 2, 3]],
        plus_fail_tests: [],
      };
    });
    return [taskId, attempts] as const;
  });
  return JSON.stringify({ date: '2024-05-01 12:00', hash: 'f00d', eval: Object.fromEntries(tasks) }, null, 2);
}
