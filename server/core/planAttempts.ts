import { compressCounts } from './compressCounts.ts';
import type { CountCells } from './counts.ts';
import { drawBinomial, drawFirstSuccess } from './drawAttempts.ts';
import { drawWorlds, type World } from './drawWorlds.ts';
import { kLadder } from './kLadder.ts';
import { notIdentified } from './notIdentified.ts';
import type { Estimate, NotIdentified } from './outcomes.ts';
import type { SampleCounts } from './passAtK.ts';
import { createPredictor } from './predictor.ts';
import type { RandomSource } from './seededRandom.ts';

/** `everyProblem`: m more attempts at each. `untilSolved`: at most m more at each unsolved problem, none after its first success. */
export type Design = 'everyProblem' | 'untilSolved';

/** What a design needs for the interval of predicted pass@k to be narrow enough. */
export type DesignPlan = {
  readonly design: Design;
  /** Problems that are tried again. */
  readonly numProblems: number;
} & (
  | {
      readonly reachable: true;
      /** m, a problem. */
      readonly attemptsEach: number;
      /** Attempts in all: the mean, and the least and the most of the simulated futures. */
      readonly attempts: Estimate;
    }
  | {
      readonly reachable: false;
      /** The largest m that was looked at, and the half width it leads to. */
      readonly attemptsEach: number;
      readonly halfWidth: number;
    }
);

export type Plan =
  | {
      readonly kind: 'planned';
      /** Predicted pass@k as it stands. */
      readonly current: Estimate;
      readonly designs: readonly DesignPlan[];
    }
  | NotIdentified;

export interface PlanQuestion {
  readonly k: number;
  /** Half width of the interval, above 0. */
  readonly within: number;
  readonly level: number;
  readonly random: RandomSource;
  /** Told after each future that was simulated: hundreds of them are what takes the time. */
  readonly onFuture?: () => void;
}

/**
 * How many more attempts, on which problems, until the interval of predicted pass@k has a half width within X? By preposterior simulation: solve
 * rates are drawn from the posterior, attempts from these, and the prediction made anew; m is the smallest of ten to a decade with which the
 * interval is narrow enough in four of five such futures. The likelihood does not mind that a design stops at successes (Kazdan et al. 2025
 * try the problems with the lowest solve rates for that reason).
 */
export function planAttempts(problems: readonly SampleCounts[], question: PlanQuestion): Plan {
  const { k, within, level, random } = question;
  const cells = compressCounts(problems);
  const limit = notIdentified(cells, level);
  if (limit !== undefined) return limit;
  const current = createPredictor(cells, level).predict(k);
  const worlds = drawWorlds(cells, NUM_WORLDS, random);
  // With k attempts at each problem pass@k is measured, with the luck of these; with ten times as many that, too, is small.
  const most = HORIZON * Math.max(k, cells.numSamples.at(-1) ?? 1);
  const isWithin = halfWidthOf(current) <= within;
  const designs = (['everyProblem', 'untilSolved'] as const).map((design): DesignPlan => {
    const numProblems = design === 'everyProblem' ? cells.numProblems : numUnsolved(cells);
    if (isWithin) return { design, numProblems, reachable: true, attemptsEach: 0, attempts: NO_ATTEMPTS };
    const simulateWith = (attemptsEach: number) => simulate({ cells, worlds, design, attemptsEach, question });
    const ladder = kLadder(most, []);
    const last = simulateWith(most);
    if (last.halfWidth > within) {
      return { design, numProblems, reachable: false, attemptsEach: most, halfWidth: last.halfWidth };
    }
    let enough = { rung: ladder.length - 1, future: last };
    for (let low = -1; enough.rung - low > 1;) {
      const rung = Math.floor((low + enough.rung) / 2);
      const future = simulateWith(ladder[rung]!);
      if (future.halfWidth <= within) enough = { rung, future };
      else low = rung;
    }
    const { attempts } = enough.future;
    return { design, numProblems, reachable: true, attemptsEach: ladder[enough.rung]!, attempts };
  });
  return { kind: 'planned', current, designs };
}

const NUM_WORLDS = 20;
const ASSURANCE = 0.8;
const HORIZON = 10;
const NO_ATTEMPTS: Estimate = { value: 0, low: 0, high: 0 };

export function halfWidthOf({ low, high }: Pick<Estimate, 'low' | 'high'>): number {
  return (high - low) / 2;
}

interface Future {
  /** Not exceeded in four of five worlds. */
  readonly halfWidth: number;
  readonly attempts: Estimate;
}

interface Simulation {
  readonly cells: CountCells;
  readonly worlds: readonly World[];
  readonly design: Design;
  readonly attemptsEach: number;
  readonly question: PlanQuestion;
}

function simulate({ cells, worlds, design, attemptsEach, question }: Simulation): Future {
  const { k, level, random, onFuture } = question;
  const numAttempts: number[] = [];
  const halfWidths = worlds.map(({ rates }) => {
    const after = rates.flatMap((ofCell, i) => {
      const before = { numSamples: cells.numSamples[i]!, numCorrect: cells.numCorrect[i]! };
      return Array.from(ofCell, (rate) => tryAgain(before, { rate, design, attemptsEach, random }));
    });
    numAttempts.push(totalSamples(after) - cells.weight.reduce((sum, w, i) => sum + w * cells.numSamples[i]!, 0));
    const future = compressCounts(after);
    onFuture?.();
    return notIdentified(future, level) === undefined ? halfWidthOf(createPredictor(future, level).predict(k)) : 1;
  });
  halfWidths.sort((a, b) => a - b);
  return {
    halfWidth: halfWidths[Math.ceil(ASSURANCE * worlds.length) - 1]!,
    attempts: {
      value: numAttempts.reduce((sum, count) => sum + count, 0) / numAttempts.length,
      low: Math.min(...numAttempts),
      high: Math.max(...numAttempts),
    },
  };
}

interface Trial {
  readonly rate: number;
  readonly design: Design;
  readonly attemptsEach: number;
  readonly random: RandomSource;
}

function tryAgain(
  { numSamples, numCorrect }: SampleCounts,
  { rate, design, attemptsEach, random }: Trial,
): SampleCounts {
  if (design === 'everyProblem') {
    const numNew = drawBinomial(attemptsEach, rate, random);
    return { numSamples: numSamples + attemptsEach, numCorrect: numCorrect + numNew };
  }
  if (numCorrect > 0) return { numSamples, numCorrect };
  const first = drawFirstSuccess(rate, random);
  return first > attemptsEach
    ? { numSamples: numSamples + attemptsEach, numCorrect: 0 }
    : { numSamples: numSamples + first, numCorrect: 1 };
}

function totalSamples(problems: readonly SampleCounts[]): number {
  return problems.reduce((sum, { numSamples }) => sum + numSamples, 0);
}

function numUnsolved({ numCorrect, weight }: CountCells): number {
  return weight.reduce((sum, w, i) => sum + (numCorrect[i] === 0 ? w : 0), 0);
}
