import type { RandomSource } from '../../../server/core/seededRandom.ts';
import { drawAttempts, meanPassAtK, type ProblemAttempts } from './drawAttempts.ts';

const MODEL = 'example/tiny-reasoner';
const GRADER = 'example/grader';

/** Inspect's JSON log: 40 problems, 8 epochs, tokens of the model and of its grader. */
export function inspectLog(random: RandomSource): string {
  const problems = drawAttempts({ world: { alpha: 0.8, beta: 0.3, ceiling: 1 }, numProblems: 40, numAttempts: 8 }, random);
  const samples = problems.flatMap((problem) => problem.passed.map((_, epoch) => sampleOf(problem, epoch, random)));
  return inspectJson(samples, [
    ['mean', meanPassAtK(problems, 1)],
    ['pass_at_8', meanPassAtK(problems, 8)],
  ]);
}

/**
 * The same kind of log, of which nothing should be taken at face value: attempts that failed before they were scored, so that n
 * differs between problems; one attempt that was logged twice; and a pass@5 recorded as if all problems were equally hard.
 */
export function misleadingLog(random: RandomSource): string {
  const problems = drawAttempts({ world: { alpha: 0.9, beta: 0.4, ceiling: 1 }, numProblems: 24, numAttempts: 8 }, random);
  const samples = problems.flatMap((problem) =>
    problem.passed.map((_, epoch) => {
      const sample = sampleOf(problem, epoch, random);
      const failedEarly = problem.index % 4 === 1 && epoch >= 5;
      return failedEarly ? { ...sample, scores: {}, error: { message: 'RateLimitError' } } : sample;
    }),
  );
  const [first] = samples;
  if (first !== undefined) samples.push(first);
  return inspectJson(samples, [
    ['mean', meanPassAtK(problems, 1)],
    ['pass_at_5', 1 - (1 - meanPassAtK(problems, 1)) ** 5],
  ]);
}

function sampleOf(problem: ProblemAttempts, epoch: number, random: RandomSource): object {
  const hasPassed = problem.passed[epoch] === true;
  const input = 80 + problem.index;
  const output = Math.round((hasPassed ? 300 : 700) * (0.5 + random()));
  return {
    id: `contest-${problem.index + 1}`,
    epoch: epoch + 1,
    input: `Problem ${problem.index + 1}`,
    target: String(problem.index),
    scores: { match: { value: hasPassed ? 'C' : 'I', answer: String(hasPassed ? problem.index : -1) } },
    model_usage: { [MODEL]: usageOf(input, output), [GRADER]: usageOf(50, 5) },
  };
}

function usageOf(input: number, output: number): object {
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}

function inspectJson(samples: readonly object[], accuracies: readonly (readonly [reducer: string, value: number])[]): string {
  const log = {
    version: 2,
    status: 'success',
    eval: {
      run_id: 'mHvL4xPq7GzUj5aBwT2eRd',
      created: '2026-03-02T09:15:00+00:00',
      task: 'contest-math',
      task_id: 'cV9sYt3nKfWq8hJdLpZx6M',
      model: MODEL,
      config: { epochs: 8, epochs_reducer: accuracies.map(([reducer]) => reducer) },
    },
    results: {
      total_samples: samples.length,
      completed_samples: samples.length,
      scores: accuracies.map(([reducer, value]) => ({
        name: 'match',
        scorer: 'match',
        reducer,
        metrics: { accuracy: { name: 'accuracy', value } },
      })),
    },
    samples,
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
