import type { RandomSource } from '../../../server/core/seededRandom.ts';
import { jsonLines } from './codeLogs.ts';
import { drawAttempts, meanPassAtK, type ProblemAttempts } from './drawAttempts.ts';

const NUM_SEEDS = 3;

/** NeMo-Skills: a file a seed, a line a problem. */
export function nemoSkillsSeed(seed: number): (random: RandomSource) => string {
  return (random) =>
    jsonLines(
      drawSeeds(random).map(({ index, passed }) => ({
        problem: `Contest problem ${index}`,
        generation: `The answer is \\boxed{${index}}.`,
        predicted_answer: String(index),
        symbolic_correct: passed[seed],
        num_generated_tokens: 900 + 37 * index,
      })),
    );
}

/** Its aggregates, in percent, of the same seeds. */
export function nemoSkillsMetrics(random: RandomSource): string {
  const problems = drawSeeds(random);
  const modes = [1, 2, 3].map((k): [string, object] => [
    `pass@${k}`,
    { num_entries: problems.length, avg_tokens: 1900, symbolic_correct: 100 * meanPassAtK(problems, k), no_answer: 0 },
  ]);
  return `${JSON.stringify({ 'contest-math': Object.fromEntries(modes) }, null, 4)}\n`;
}

/** LiveCodeBench: the verdicts of each problem in a list. */
export function liveCodeBenchProblems(random: RandomSource): string {
  const items = drawLiveCodeBench(random).map(({ index, passed }) => ({
    question_title: `Problem ${index}`,
    question_content: 'Read n. Print the answer.',
    platform: 'leetcode',
    question_id: String(3000 + index),
    contest_date: '2026-02-01T00:00:00',
    starter_code: '',
    difficulty: index % 3 === 0 ? 'hard' : 'easy',
    code_list: passed.map((_, attempt) => `print(${attempt})`),
    graded_list: passed,
    'pass@1': passed.filter(Boolean).length / passed.length,
  }));
  return `${JSON.stringify(items, null, 1)}\n`;
}

/** Its other file, of the same run: outcomes of the tests. */
export function liveCodeBenchResults(random: RandomSource): string {
  const problems = drawLiveCodeBench(random);
  const detail = Object.fromEntries(problems.map((problem) => [problem.index, meanPassAtK([problem], 1)]));
  const results = Object.fromEntries(problems.map(({ index, passed }) => [index, passed.map((hasPassed) => [true, hasPassed ? true : -2])]));
  return `${JSON.stringify([{ 'pass@1': meanPassAtK(problems, 1), 'pass@5': meanPassAtK(problems, 5), detail: { 'pass@1': detail } }, results, []], null, 1)}\n`;
}

function drawSeeds(random: RandomSource): ProblemAttempts[] {
  return drawAttempts({ world: { alpha: 0.9, beta: 0.7, ceiling: 1 }, numProblems: 40, numAttempts: NUM_SEEDS }, random);
}

function drawLiveCodeBench(random: RandomSource): ProblemAttempts[] {
  return drawAttempts({ world: { alpha: 0.8, beta: 0.4, ceiling: 1 }, numProblems: 40, numAttempts: 10 }, random);
}
