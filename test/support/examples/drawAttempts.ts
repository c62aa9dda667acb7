import type { RandomSource } from '../../../server/core/seededRandom.ts';
import { drawSolveRate, type World } from '../worlds.ts';

/** Verdicts of the attempts at one problem. */
export interface ProblemAttempts {
  readonly index: number;
  readonly passed: readonly boolean[];
}

export interface AttemptSpec {
  readonly world: World;
  readonly numProblems: number;
  readonly numAttempts: number;
}

/** Attempts at problems whose solve rates are drawn from a Beta law, as the model of the analysis has it. */
export function drawAttempts({ world, numProblems, numAttempts }: AttemptSpec, random: RandomSource): ProblemAttempts[] {
  return Array.from({ length: numProblems }, (_, index) => {
    const solveRate = drawSolveRate(world, random);
    return { index, passed: Array.from({ length: numAttempts }, () => random() < solveRate) };
  });
}

export function numCorrectOf({ passed }: ProblemAttempts): number {
  return passed.filter(Boolean).length;
}

/** A problem's mean pass@k over its attempts, by counting: for what a log records of itself. */
export function meanPassAtK(problems: readonly ProblemAttempts[], k: number): number {
  return problems.reduce((sum, problem) => sum + passAtK(problem, k), 0) / problems.length;
}

/** 1 − C(n − c, k)/C(n, k) as the harnesses compute it: a product over n − c + 1 … n. */
export function passAtK(problem: ProblemAttempts, k: number): number {
  const n = problem.passed.length;
  const c = numCorrectOf(problem);
  if (n - c < k) return 1;
  let none = 1;
  for (let i = n - c + 1; i <= n; i++) none *= 1 - k / i;
  return 1 - none;
}
