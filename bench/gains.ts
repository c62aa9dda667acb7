// Do intervals of what an attempt adds, pass@(k + 1) − pass@k, cover it? Of random worlds whose solve rates are known; of the posterior alone, and with
// the doubt beyond n. Measures no times. Run: npm run bench gains
import { compressCounts } from '../server/core/compressCounts.ts';
import { createPredictor } from '../server/core/predictor.ts';
import { seededRandom } from '../server/core/seededRandom.ts';
import { NUM_NODES, nodeLogFail, nodeSolve } from '../server/core/solveRateGrid.ts';
import { always, binomialVariate, logitNormal, type SolveRateLaw, twoKinds, uniformLogit } from './accuracy/draw.ts';
import { LEVEL } from './accuracy/estimators.ts';
import { intervalScore, type Scored } from './accuracy/scores.ts';

const TRIALS = 60;
const REACHES = [1, 3, 10, 100];

const random = seededRandom(12);
const between = (low: number, high: number): number => low + (high - low) * random();
const worlds: Readonly<Record<string, () => SolveRateLaw>> = {
  'logit-normal': () => logitNormal(between(-6, 0), between(0.5, 3)),
  'two kinds': () =>
    twoKinds(
      between(0.3, 0.8),
      logitNormal(between(-3, 0), between(0.5, 1.5)),
      logitNormal(between(-9, -5), between(0.5, 1.5)),
    ),
  'uniform in logit s': () => uniformLogit(between(-12, -6), between(0, 3)),
  'a ceiling': () => twoKinds(between(0.5, 0.9), logitNormal(between(-4, 0), between(0.5, 2)), always(0)),
};

console.log(
  `${TRIALS} trials a row; coverage, width and Winkler score of k·(pass@(k + 1) − pass@k), at ${100 * LEVEL}%`,
);
console.log(`${'world'.padEnd(20)} ${'k/n'.padStart(4)}   posterior alone      with the doubt`);
for (const [name, draw] of Object.entries(worlds)) {
  const rows = REACHES.map((): readonly [Scored[], Scored[]] => [[], []]);
  for (let trial = 0; trial < TRIALS; trial += 1) forecast(draw(), trial, rows);
  rows.forEach((row, i) => {
    console.log(`${name.padEnd(20)} ${String(REACHES[i]).padStart(4)}   ${row.map(show).join('   ')}`);
  });
}

/** Adds the intervals without and with the doubt to those of each reach. */
function forecast(law: SolveRateLaw, trial: number, rows: readonly (readonly [Scored[], Scored[]])[]): void {
  const numProblems = [50, 164, 500][trial % 3]!;
  const numSamples = [10, 30, 100, 200][trial % 4]!;
  const rates = Array.from({ length: numProblems }, () => law(random));
  const counts = compressCounts(
    rates.map((rate) => ({ numSamples, numCorrect: binomialVariate(numSamples, rate, random) })),
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
    const [alone, doubted] = rows[i]!;
    alone.push({ ...intervalOf(gains, 0), truth });
    doubted.push({ ...intervalOf(gains, k * doubt.powersGained(k)), truth });
  });
}

function show(intervals: readonly Scored[]): string {
  const { coverage, width, winkler } = intervalScore(intervals);
  return [coverage, width, winkler].map((mean) => mean.toFixed(3)).join('/');
}
