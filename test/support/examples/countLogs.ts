import type { RandomSource } from '../../../server/core/seededRandom.ts';
import { jsonLines } from './codeLogs.ts';
import { drawAttempts, numCorrectOf } from './drawAttempts.ts';

/** 128 problems of 100 attempts, a fifth of which no attempt will ever solve: a ceiling. */
export function countsCsv(random: RandomSource): string {
  const spec = { world: { alpha: 1.1, beta: 0.6, ceiling: 0.8 }, numProblems: 128, numAttempts: 100 };
  const rows = drawAttempts(spec, random).map((problem) =>
    [problem.index, problem.passed.length, numCorrectOf(problem), 'olympiad', 'example/tiny-7b', 61_000 + 10 * problem.index].join(','),
  );
  return `problem,num_samples,num_correct,task,model,completion_tokens\n${rows.join('\n')}\n`;
}

/** Two models on the same problems. */
export function countsJsonl(random: RandomSource): string {
  const worlds = [
    { model: 'example/tiny-1b', world: { alpha: 1.6, beta: 0.25, ceiling: 1 } },
    { model: 'example/tiny-7b', world: { alpha: 0.9, beta: 0.4, ceiling: 1 } },
  ];
  return jsonLines(
    worlds.flatMap(({ model, world }) =>
      drawAttempts({ world, numProblems: 60, numAttempts: 64 }, random).map((problem) => ({
        task: 'word-problems',
        model,
        problem: `wp-${problem.index}`,
        num_samples: problem.passed.length,
        num_correct: numCorrectOf(problem),
      })),
    ),
  );
}

/** One row an attempt. */
export function attemptsCsv(random: RandomSource): string {
  const spec = { world: { alpha: 0.7, beta: 0.7, ceiling: 1 }, numProblems: 30, numAttempts: 25 };
  const rows = drawAttempts(spec, random).flatMap(({ index, passed }) => passed.map((hasPassed) => `riddle-${index},${hasPassed ? 1 : 0}`));
  return `problem,correct\n${rows.join('\n')}\n`;
}
