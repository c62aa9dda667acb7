// Do intervals of what an attempt adds, pass@(k + 1) − pass@k, cover it? Of random worlds whose solve rates are known; of the posterior alone, and with
// the doubt beyond n. Takes minutes and measures no times. Run: npm run bench gains
import { compressCounts } from '../server/core/compressCounts.ts';
import { createPredictor } from '../server/core/predictor.ts';
import { type RandomSource, seededRandom } from '../server/core/seededRandom.ts';
import { NUM_NODES, nodeLogFail, nodeSolve } from '../server/core/solveRateGrid.ts';
import { drawBinomial } from '../test/support/worlds.ts';

const LEVEL = 0.9;
const TRIALS = 60;
const REACHES = [1, 3, 10, 100];

/** Solve rates of one attempt. */
type World = () => number;

const random = seededRandom(12);
const between = (low: number, high: number): number => low + (high - low) * random();
const worlds: Readonly<Record<string, () => World>> = {
  'logit-normal': () => logitNormal(between(-6, 0), between(0.5, 3), random),
  'two kinds': () => {
    const share = between(0.3, 0.8);
    const easy = logitNormal(between(-3, 0), between(0.5, 1.5), random);
    const hard = logitNormal(between(-9, -5), between(0.5, 1.5), random);
    return () => (random() < share ? easy() : hard());
  },
  'uniform in logit s': () => {
    const [low, high] = [between(-12, -6), between(0, 3)];
    return () => logistic(between(low, high));
  },
  'a ceiling': () => {
    const ceiling = between(0.5, 0.9);
    const solvable = logitNormal(between(-4, 0), between(0.5, 2), random);
    return () => (random() < ceiling ? solvable() : 0);
  },
};

console.log(
  `${TRIALS} trials a row; coverage, width and Winkler score of k·(pass@(k + 1) − pass@k), at ${100 * LEVEL}%`,
);
console.log(`${'world'.padEnd(20)} ${'k/n'.padStart(4)}   posterior alone      with the doubt`);
for (const [name, draw] of Object.entries(worlds)) {
  const rows = REACHES.map(() => [emptyScore(), emptyScore()] as const);
  for (let trial = 0; trial < TRIALS; trial += 1) score(draw(), trial, rows);
  rows.forEach((scores, i) => {
    console.log(`${name.padEnd(20)} ${String(REACHES[i]).padStart(4)}   ${scores.map(show).join('   ')}`);
  });
}

interface Score {
  trials: number;
  covered: number;
  width: number;
  winkler: number;
}

function emptyScore(): Score {
  return { trials: 0, covered: 0, width: 0, winkler: 0 };
}

function score(world: World, trial: number, rows: readonly (readonly [Score, Score])[]): void {
  const numProblems = [50, 164, 500][trial % 3]!;
  const numSamples = [10, 30, 100, 200][trial % 4]!;
  const rates = Array.from({ length: numProblems }, world);
  const counts = compressCounts(
    rates.map((rate) => ({ numSamples, numCorrect: drawBinomial(numSamples, rate, random) })),
  );
  const passed = counts.numCorrect.reduce((sum, c, i) => sum + c * counts.weight[i]!, 0);
  if (passed === 0 || passed === numProblems * numSamples) return;
  const { intervalOf, doubt } = createPredictor(counts, LEVEL);
  REACHES.forEach((reach, i) => {
    const k = reach * numSamples;
    const truth = (k * rates.reduce((sum, rate) => sum + rate * (1 - rate) ** k, 0)) / numProblems;
    const gains = Float64Array.from(
      { length: NUM_NODES },
      (_, node) => k * nodeSolve[node]! * Math.exp(k * nodeLogFail[node]!),
    );
    [0, k * doubt.powersGained(k)].forEach((powers, which) => {
      const { low, high } = intervalOf(gains, powers);
      const missed = Math.max(0, low - truth, truth - high);
      const to = rows[i]![which]!;
      to.trials += 1;
      to.covered += missed === 0 ? 1 : 0;
      to.width += high - low;
      to.winkler += high - low + (2 / (1 - LEVEL)) * missed;
    });
  });
}

function show({ trials, covered, width, winkler }: Score): string {
  return [covered / trials, width / trials, winkler / trials].map((mean) => mean.toFixed(3)).join('/');
}

function logitNormal(mean: number, sd: number, source: RandomSource): World {
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - source())) * Math.cos(2 * Math.PI * source());
    return logistic(mean + sd * normal);
  };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
