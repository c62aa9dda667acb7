// Times of one analysis, fits and intervals and all, and of its parts. Run: npm run bench fits
import { analyzeEval, DEFAULT_ANALYSIS_OPTIONS } from '../server/core/analyzeEval.ts';
import { compressCounts } from '../server/core/compressCounts.ts';
import type { EvalCounts } from '../server/core/counts.ts';
import { fitBetaBinomial } from '../server/core/fitBetaBinomial.ts';
import { fitEffectiveK } from '../server/core/fitEffectiveK.ts';
import { fitLeastSquares } from '../server/core/fitLeastSquares.ts';
import { fitPowerLaw } from '../server/core/fitPowerLaw.ts';
import { fitZeroInflatedBetaBinomial } from '../server/core/fitZeroInflatedBetaBinomial.ts';
import { predictionLadder } from '../server/core/kLadder.ts';
import { observedCurve } from '../server/core/observedPassAtK.ts';
import { posteriors } from '../server/core/posteriors.ts';
import { predictPoints } from '../server/core/predictPoints.ts';
import { createPredictor } from '../server/core/predictor.ts';
import { seededRandom } from '../server/core/seededRandom.ts';

const SIZES = [
  { numProblems: 164, numSamples: 200, goal: 30 },
  { numProblems: 100_000, numSamples: 100, goal: 100 },
];
const WARM_UPS = 10;
const REPETITIONS = 21;

for (const { numProblems, numSamples, goal } of SIZES) {
  const counts = simulate(numProblems, numSamples);
  const { level, at } = DEFAULT_ANALYSIS_OPTIONS;
  const first = timed(() => analyzeEval(counts));
  const cells = compressCounts(counts.problems);
  const curve = observedCurve(cells);
  const predictor = createPredictor(cells, level);
  const ladder = predictionLadder(numSamples, at);
  console.log(
    `${numProblems} problems × ${numSamples} attempts, ${cells.weight.length} distinct (n, c); milliseconds, median and least of ${REPETITIONS}`,
  );
  const rows: [string, () => unknown][] = [
    [`everything (goal ${goal})`, () => analyzeEval(counts)],
    [
      '  the laws alone, with their intervals',
      () => {
        fitBetaBinomial(cells, { level });
        fitZeroInflatedBetaBinomial(cells, { level });
        fitLeastSquares(curve);
        fitLeastSquares(curve, { space: 'logLoss' });
        fitEffectiveK(curve);
        fitPowerLaw(curve);
      },
    ],
    ['  compress the counts', () => compressCounts(counts.problems)],
    ['  Beta-binomial', () => fitBetaBinomial(cells, { level })],
    ['  zero-inflated Beta-binomial', () => fitZeroInflatedBetaBinomial(cells, { level })],
    ['  least squares', () => fitLeastSquares(curve)],
    ['  effective k', () => fitEffectiveK(curve)],
    ['  power law', () => fitPowerLaw(curve)],
    ['  posterior of the tails', () => createPredictor(cells, level)],
    [`  predictions with band at ${ladder.length} k`, () => predictPoints(createPredictor(cells, level), ladder)],
    ['  posteriors of the problems', () => posteriors(predictor, level)],
  ];
  // In turns, so that what else the machine does meanwhile disturbs all alike.
  const times = rows.map((): number[] => []);
  for (let round = -WARM_UPS; round < REPETITIONS; round += 1) {
    rows.forEach(([, run], i) => {
      const time = timed(run);
      if (round >= 0) times[i]?.push(time);
    });
  }
  rows.forEach(([name], i) => {
    const sorted = (times[i] ?? []).sort((a, b) => a - b);
    const [median, least] = [sorted[Math.floor(REPETITIONS / 2)] ?? NaN, sorted[0] ?? NaN];
    console.log(`${name.padEnd(40)}${median.toFixed(2).padStart(9)}${least.toFixed(2).padStart(9)}`);
  });
  console.log(`${'  everything, the first time'.padEnd(40)}${first.toFixed(2).padStart(9)}\n`);
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** logit s ~ N(−3, 2.2²). */
function simulate(numProblems: number, numSamples: number): EvalCounts {
  const random = seededRandom(1);
  const problems = Array.from({ length: numProblems }, (_, i) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const solveRate = 1 / (1 + Math.exp(3 - 2.2 * normal));
    let numCorrect = 0;
    for (let j = 0; j < numSamples; j += 1) numCorrect += random() < solveRate ? 1 : 0;
    return { problemId: String(i), numSamples, numCorrect };
  });
  return { task: 'simulated', model: 'logit-normal', scorer: 'exact', problems, recorded: [] };
}
