import type { RandomSource } from '../../../server/core/seededRandom.ts';
import { drawAttempts, meanPassAtK, passAtK, type ProblemAttempts } from './drawAttempts.ts';

/** human-eval's results: one attempt a line. */
export function humanEvalResults(random: RandomSource): string {
  const problems = drawAttempts({ world: { alpha: 0.9, beta: 0.35, ceiling: 1 }, numProblems: 40, numAttempts: 20 }, random);
  return jsonLines(
    problems.flatMap(({ index, passed }) =>
      passed.map((hasPassed, attempt) => ({
        task_id: `HumanEval/${index}`,
        completion: solution(index, attempt),
        result: hasPassed ? 'passed' : 'failed: AssertionError',
        passed: hasPassed,
      })),
    ),
  );
}

/** EvalPlus: some attempts that pass the base tests fail the additional ones. */
export function evalPlusResults(random: RandomSource): string {
  const problems = drawEvalPlus(random);
  const tasks = problems.map(({ index, passed, plus }): [string, object[]] => [
    `HumanEval/${index}`,
    passed.map((hasPassed, attempt) => ({
      task_id: `HumanEval/${index}`,
      solution: solution(index, attempt),
      base_status: hasPassed ? 'pass' : 'fail',
      plus_status: plus[attempt] === true ? 'pass' : 'fail',
      base_fail_tests: [],
      plus_fail_tests: [],
    })),
  ]);
  const recorded = (each: readonly ProblemAttempts[]): object => ({
    'pass@1': meanPassAtK(each, 1),
    'pass@10': meanPassAtK(each, 10),
  });
  const log = {
    date: '2026-03-02 09:15',
    hash: 'fe585eb4df8c88d844eeb463ea4d0302',
    eval: Object.fromEntries(tasks),
    pass_at_k: {
      base: recorded(problems),
      plus: recorded(problems.map(({ index, plus }) => ({ index, passed: plus }))),
    },
  };
  return `${JSON.stringify(log, null, 1)}\n`;
}

/** EvalPlus before 0.3: a list of verdicts, with one more verdict a test. */
export function evalPlusLegacyResults(random: RandomSource): string {
  const verdict = (hasPassed: boolean): unknown[] => [hasPassed ? 'success' : 'failed', [true, true, hasPassed]];
  const tasks = drawEvalPlus(random).map(
    ({ index, passed, plus }) =>
      `"HumanEval/${index}": ${JSON.stringify({ nfiles: passed.length, base: passed.map(verdict), plus: plus.map(verdict) })}`,
  );
  return `{"date": "2023-06-01 10:30", "hash": "5ac4b2b2b5b9fbd3b1b4fe9eb0a6cf22", "eval": {\n${tasks.join(',\n')}\n}}\n`;
}

/** lm-evaluation-harness: 16 responses a document, all of them graded, so that each line records pass@k. */
export function lmEvalSamples(random: RandomSource): string {
  return jsonLines(
    drawLmEval(random).map((problem) => {
      const responses = problem.passed.map((_, attempt) => solution(problem.index, attempt));
      return {
        doc_id: problem.index,
        doc: { task_id: `HumanEval/${problem.index}`, entry_point: `solve_${problem.index}` },
        target: `check(solve_${problem.index})`,
        arguments: { gen_args_0: { arg_0: `def solve_${problem.index}(x):\n` } },
        resps: [responses],
        filtered_resps: [responses],
        filter: 'create_test',
        metrics: ['pass_at_k'],
        doc_hash: problem.index.toString(16).padStart(16, '0'),
        ...Object.fromEntries(LM_EVAL_KS.map((k) => [`pass@${k}`, passAtK(problem, k)])),
      };
    }),
  );
}

/** Its aggregates, of the same run. */
export function lmEvalResults(random: RandomSource): string {
  const problems = drawLmEval(random);
  const metrics = Object.fromEntries(LM_EVAL_KS.map((k) => [`pass@${k},create_test`, meanPassAtK(problems, k)]));
  const log = {
    results: { humaneval_16: { alias: 'humaneval_16', ...metrics, 'pass@1_stderr,create_test': 'N/A' } },
    group_subtasks: { humaneval_16: [] },
    configs: { humaneval_16: { task: 'humaneval_16', output_type: 'generate_until', repeats: 16 } },
    versions: { humaneval_16: 1 },
    'n-shot': { humaneval_16: 0 },
    'n-samples': { humaneval_16: { original: problems.length, effective: problems.length } },
    config: { model: 'hf', model_args: 'pretrained=example/tiny-coder-1b', batch_size: '16' },
    model_name: 'example/tiny-coder-1b',
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const LM_EVAL_KS = [1, 2, 4, 8, 16];

function drawLmEval(random: RandomSource): ProblemAttempts[] {
  return drawAttempts({ world: { alpha: 1.4, beta: 0.3, ceiling: 1 }, numProblems: 50, numAttempts: 16 }, random);
}

function drawEvalPlus(random: RandomSource): (ProblemAttempts & { readonly plus: readonly boolean[] })[] {
  return drawAttempts({ world: { alpha: 0.8, beta: 0.5, ceiling: 1 }, numProblems: 30, numAttempts: 20 }, random).map(
    (problem) => ({ ...problem, plus: problem.passed.map((hasPassed) => hasPassed && random() < 0.85) }),
  );
}

function solution(index: number, attempt: number): string {
  return `    return solve_${index}(x, ${attempt})\n`;
}

export function jsonLines(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
