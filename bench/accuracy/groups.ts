import { learnedPriors, type LearnedPriors } from '../../server/core/learnedPriors.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';
import { seededRandom, type RandomSource } from '../../server/core/seededRandom.ts';
import { always, beta, binomialVariate, kumaraswamy, logitNormal, twoKinds, type SolveRateLaw } from './draw.ts';
import { publishedRuns } from './publishedRuns.ts';

/** Counts at n attempts a problem, and what pass@k of the very same problems then came out as. */
export interface Trial {
  /** The run or world, to tell the worst one. */
  readonly name: string;
  readonly counts: readonly SampleCounts[];
  readonly truth: (k: number) => number;
}

export interface Group {
  readonly name: string;
  /** Learned without the benchmark; from worlds nothing is learned. */
  readonly priors: LearnedPriors;
  readonly trialsAt: (n: number) => Trial[];
}

/** Trials of each run, or of each world. */
export interface Repetitions {
  readonly published: number;
  readonly worlds: number;
}

export function accuracyGroups(repetitions: Repetitions): Group[] {
  return [...publishedRuns(repetitions.published), ...worldGroups(repetitions.worlds)];
}

type World = readonly [name: string, law: SolveRateLaw];

const BETA: readonly World[] = [
  ['Beta(.3, 5)', beta(0.3, 5)],
  ['Beta(1, 3)', beta(1, 3)],
  ['Beta(.25, 12)', beta(0.25, 12)],
  ['Beta(.5, 40)', beta(0.5, 40)],
];
const KUMARASWAMY: readonly World[] = [
  ['Kumaraswamy(.4, 6)', kumaraswamy(0.4, 6)],
  ['Kumaraswamy(.3, 3)', kumaraswamy(0.3, 3)],
  ['Kumaraswamy(.8, 40)', kumaraswamy(0.8, 40)],
];
const LOGIT_NORMAL: readonly World[] = [
  ['logit-normal(−3, 2²)', logitNormal(-3, 2)],
  ['logit-normal(−5, 2²)', logitNormal(-5, 2)],
  ['logit-normal(−6, 3²)', logitNormal(-6, 3)],
];
/** From kinds that overlap to a second one of which n attempts show next to nothing. */
const TWO_KINDS: readonly World[] = [
  ['logit-normal(−2) and (−5)', twoKinds(0.6, logitNormal(-2, 1), logitNormal(-5, 1))],
  ['Beta(2, 5) and (.6, 300)', twoKinds(0.4, beta(2, 5), beta(0.6, 300))],
  ['logit-normal(−1) and (−7)', twoKinds(0.5, logitNormal(-1, 1), logitNormal(-7, 1))],
  ['half at .2, half at .0003', twoKinds(0.5, always(0.2), always(0.0003))],
];
const CEILINGS = [0.6, 0.7, 0.8];
const NUM_PROBLEMS = 128;
const MANY_PROBLEMS = 1500;

function worldGroups(repetitions: number): Group[] {
  const shapes = [
    ['Beta', BETA],
    ['Kumaraswamy', KUMARASWAMY],
    ['logit-normal', LOGIT_NORMAL],
    ['two kinds', TWO_KINDS],
  ] as const;
  const withCeilings = ([[1], CEILINGS] as const).flatMap((ceilings) =>
    shapes.map(([name, worlds]) =>
      worldGroup(`${name}, 𝒜 ${ceilings.length === 1 ? '= 1' : '= .6–.8'}`, { worlds, ceilings, repetitions }),
    ),
  );
  const some = [BETA[0]!, KUMARASWAMY[0]!, LOGIT_NORMAL[1]!, TWO_KINDS[1]!];
  const many = { numProblems: MANY_PROBLEMS, repetitions: Math.ceil(repetitions / 2) };
  return [
    ...withCeilings,
    worldGroup(`${MANY_PROBLEMS} problems, 𝒜 = 1`, { worlds: some, ceilings: [1], ...many }),
    worldGroup(`${MANY_PROBLEMS} problems, 𝒜 = .7`, { worlds: some, ceilings: [0.7], ...many }),
  ];
}

interface WorldGroup {
  readonly worlds: readonly World[];
  readonly ceilings: readonly number[];
  readonly repetitions: number;
  readonly numProblems?: number;
}

function worldGroup(name: string, { worlds, ceilings, repetitions, numProblems = NUM_PROBLEMS }: WorldGroup): Group {
  const trialsAt = (n: number): Trial[] =>
    worlds.flatMap(([world, law], i) =>
      Array.from({ length: repetitions }, (_, repetition) => {
        const random = seededRandom(seedOf(name, n, i, repetition));
        return simulated(
          world,
          { law, ceiling: ceilings[(i + repetition) % ceilings.length]!, numProblems, n },
          random,
        );
      }),
    );
  return { name, priors: learnedPriors.all, trialsAt };
}

interface Simulation {
  readonly law: SolveRateLaw;
  readonly ceiling: number;
  readonly numProblems: number;
  readonly n: number;
}

function simulated(name: string, { law, ceiling, numProblems, n }: Simulation, random: RandomSource): Trial {
  const rates = Array.from({ length: numProblems }, () => (random() < ceiling ? law(random) : 0));
  const counts = rates.map((rate) => ({ numSamples: n, numCorrect: binomialVariate(n, rate, random) }));
  const logFails = rates.map((rate) => Math.log1p(-Math.min(rate, 1 - 1e-12)));
  return {
    name,
    counts,
    truth: (k) => -logFails.reduce((sum, logFail) => sum + Math.expm1(k * logFail), 0) / numProblems,
  };
}

/** Each trial has a seed of its own, so that a group is the same whatever else is run. */
export function seedOf(name: string, ...numbers: readonly number[]): number {
  let hash = 2166136261;
  for (const character of `${name} ${numbers.join(' ')}`) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  return hash >>> 0;
}
