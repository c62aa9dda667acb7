import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { learnedPriors, type LearnedPriors } from '../../server/core/learnedPriors.ts';
import { passAtK, type SampleCounts } from '../../server/core/passAtK.ts';
import { seededRandom, type RandomSource } from '../../server/core/seededRandom.ts';
import { hypergeometricVariate } from './draw.ts';
import { seedOf, type Group, type Trial } from './groups.ts';

/** Beside the checkout. */
const FOLDER = '../shared/data/counts';

/** Counts of a run with at least 10,000 attempts a problem. */
export interface Run {
  readonly name: string;
  readonly problems: readonly SampleCounts[];
  /** Of each problem the attempts, counted from 1, that passed, where their order is known. */
  readonly passed?: readonly (readonly number[])[];
}

/** Published runs, thinned at random, in random halves, and, where the order is known, to their first n attempts. */
export function publishedRuns(repetitions: number): Group[] {
  const math = readRuns(
    'llmonkeys_pythia_math_ordered_counts.csv',
    'llmonkeys_pythia_math_ordered_success_indices.csv',
  );
  const gsm8k = readRuns('llmonkeys_pythia_checkpoints_gsm8k_counts.csv');
  return [
    group('MATH', { runs: math, priors: learnedPriors.withoutMath }, repetitions, thinned),
    group('MATH, random halves', { runs: math, priors: learnedPriors.withoutMath }, repetitions, halved),
    group('MATH, first n attempts', { runs: math, priors: learnedPriors.withoutMath }, 1, first),
    group('GSM8K checkpoints', { runs: gsm8k, priors: learnedPriors.withoutGsm8k }, repetitions, thinned),
    group('GSM8K, random halves', { runs: gsm8k, priors: learnedPriors.withoutGsm8k }, repetitions, halved),
  ].filter(({ trialsAt }) => trialsAt(1).length > 0);
}

/** 7 models on 128 problems. */
export function mathRuns(): Run[] {
  return readRuns('llmonkeys_pythia_math_ordered_counts.csv', 'llmonkeys_pythia_math_ordered_success_indices.csv');
}

/** 11 early checkpoints on 128 problems. */
export function gsm8kRuns(): Run[] {
  return readRuns('llmonkeys_pythia_checkpoints_gsm8k_counts.csv');
}

interface Benchmark {
  readonly runs: readonly Run[];
  /** Learned without it. */
  readonly priors: LearnedPriors;
}

type Sampling = (
  run: Run,
  n: number,
  random: RandomSource,
) => { problems: readonly SampleCounts[]; counts: SampleCounts[] };

function group(name: string, { runs, priors }: Benchmark, repetitions: number, sample: Sampling): Group {
  const trialsAt = (n: number): Trial[] =>
    runs.flatMap((run) =>
      Array.from({ length: repetitions }, (_, repetition) => {
        const { problems, counts } = sample(run, n, seededRandom(seedOf(name + run.name, n, repetition)));
        return { name: run.name, counts, truth: (k: number) => meanPassAtK(problems, k) };
      }),
    );
  return { name, priors, trialsAt };
}

function thinned(run: Run, n: number, random: RandomSource): ReturnType<Sampling> {
  return { problems: run.problems, counts: run.problems.map((problem) => thin(problem, n, random)) };
}

function halved(run: Run, n: number, random: RandomSource): ReturnType<Sampling> {
  const problems = run.problems
    .map((problem) => ({ problem, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, run.problems.length / 2)
    .map(({ problem }) => problem);
  return { problems, counts: problems.map((problem) => thin(problem, n, random)) };
}

function first({ problems, passed }: Run, n: number): ReturnType<Sampling> {
  const counts = passed?.map((attempts) => ({ numSamples: n, numCorrect: attempts.filter((at) => at <= n).length }));
  return { problems, counts: counts ?? [] };
}

function thin({ numSamples, numCorrect }: SampleCounts, n: number, random: RandomSource): SampleCounts {
  return { numSamples: n, numCorrect: hypergeometricVariate(numSamples, numCorrect, n, random) };
}

function meanPassAtK(problems: readonly SampleCounts[], k: number): number {
  return problems.reduce((sum, problem) => sum + (passAtK(problem, k) ?? 0), 0) / problems.length;
}

/** None, with a line that says so, where the data are not at hand. */
function readRuns(countsFile: string, orderFile?: string): Run[] {
  const counts = readRows(countsFile);
  const order = orderFile === undefined ? undefined : readRows(orderFile);
  const orderOf = new Map(order?.map(([model, , problem, indices]) => [`${model} ${problem}`, indices ?? '']));
  const models = [...new Set(counts.map(([model]) => model ?? ''))];
  return models.map((name) => {
    const rows = counts.filter(([model]) => model === name);
    const problems = rows.map((row) => ({ numSamples: Number(row[3]), numCorrect: Number(row[4]) }));
    if (order === undefined) return { name, problems };
    const passed = rows.map(([, , problem]) =>
      (orderOf.get(`${name} ${problem}`) ?? '').split(' ').filter(Boolean).map(Number),
    );
    return { name, problems, passed };
  });
}

function readRows(file: string): string[][] {
  const path = resolve(FOLDER, file);
  if (!existsSync(path)) {
    console.log(`skipped: ${file} is not at hand`);
    return [];
  }
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => line.split(','));
}
