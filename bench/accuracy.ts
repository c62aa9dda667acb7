/**
 * How well pass@10,000 is predicted from 100 and from 1,000 attempts a problem: published runs with at least 10,000 attempts, thinned, and worlds
 * whose truth is known. Mean absolute error, coverage and width of the 90 % intervals. Run: npm run bench:accuracy
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compressCounts } from '../server/core/compressCounts.ts';
import { fitBetaBinomial } from '../server/core/fitBetaBinomial.ts';
import { fitPowerLaw } from '../server/core/fitPowerLaw.ts';
import { observedCurve } from '../server/core/observedPassAtK.ts';
import type { Interval, PredictedPoint } from '../server/core/outcomes.ts';
import { passAtK, type SampleCounts } from '../server/core/passAtK.ts';
import { betaPassAtK } from '../server/core/passAtKLaw.ts';
import { predictPoints } from '../server/core/predictPoints.ts';
import { createPredictor } from '../server/core/predictor.ts';
import { seededRandom, type RandomSource } from '../server/core/seededRandom.ts';

const K = 10_000;
const LEVEL = 0.9;
const REPETITIONS = 4;
/** Beside the checkout. */
const COUNTS = pathToFileURL(resolve('../shared/data/counts') + '/');
const random = seededRandom(7);

/** One run of a group: counts at n attempts, and the pass@10,000 that is to be predicted from them. */
interface Trial {
  readonly counts: readonly SampleCounts[];
  readonly truth: number;
}

type Group = readonly [name: string, trialsAt: (n: number) => Trial[]];

const published: readonly (Group | undefined)[] = [
  publishedRuns('MATH, 7 models', 'llmonkeys_pythia_math_ordered_counts.csv'),
  publishedRuns('GSM8K, 11 checkpoints', 'llmonkeys_pythia_checkpoints_gsm8k_counts.csv'),
];
const worlds: readonly Group[] = [
  ['Beta(s; .3, 5), ceiling .6', (n) => simulated(n, 0.6, () => 1 - betaVariate(5, 0.3))],
  ['Beta(s; 1, 3), ceiling .6', (n) => simulated(n, 0.6, () => 1 - betaVariate(3, 1))],
  ['Beta(s; .3, 5)', (n) => simulated(n, 1, () => 1 - betaVariate(5, 0.3))],
  ['logit-normal(−5, 2²)', (n) => simulated(n, 1, () => logistic(-5 + 2 * normalVariate()))],
  ['logit-normal(−1) and (−7)', (n) => simulated(n, 1, () => logistic((random() < 0.5 ? -1 : -7) + normalVariate()))],
  ['half at .2, half at .0003', (n) => simulated(n, 1, () => (random() < 0.5 ? 0.2 : 0.0003))],
];
const groups = [...published.filter((group) => group !== undefined), ...worlds];

console.log(`pass@${K} from n attempts: mean absolute error (worst model), and coverage/width of intervals`);
console.log(
  [
    'group'.padEnd(28),
    'n'.padStart(5),
    'BMA3'.padStart(14),
    '90% interval',
    'band'.padStart(9),
    'BB MLE'.padStart(7),
    'power law',
  ].join('  '),
);
for (const [name, trialsAt] of groups) {
  for (const n of [100, 1000]) report(name, n, trialsAt(n));
}

function report(name: string, n: number, trials: readonly Trial[]): void {
  const rows = trials
    .filter(({ counts }) => counts.some(({ numCorrect }) => numCorrect > 0))
    .map(({ counts, truth }) => ({ truth, ...predictions(counts) }));
  const mean = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const error = (of: (row: (typeof rows)[number]) => number): number => mean((row) => Math.abs(of(row) - row.truth));
  const intervals = (of: (row: (typeof rows)[number]) => Interval): string => {
    const covered = mean((row) => (of(row).low <= row.truth && row.truth <= of(row).high ? 1 : 0));
    return `${covered.toFixed(2)}/${mean((row) => of(row).high - of(row).low).toFixed(2)}`;
  };
  const worst = Math.max(...rows.map((row) => Math.abs(row.bma.value - row.truth)));
  console.log(
    [
      name.padEnd(28),
      String(n).padStart(5),
      `${error((row) => row.bma.value).toFixed(3)} (${worst.toFixed(3)})`.padStart(14),
      intervals((row) => row.bma).padStart(12),
      intervals((row) => row.band).padStart(9),
      error((row) => row.betaBinomial)
        .toFixed(3)
        .padStart(7),
      error((row) => row.powerLaw)
        .toFixed(3)
        .padStart(9),
    ].join('  '),
  );
}

function predictions(counts: readonly SampleCounts[]): {
  bma: PredictedPoint;
  band: Interval;
  betaBinomial: number;
  powerLaw: number;
} {
  const cells = compressCounts(counts);
  const bma = predictPoints(createPredictor(cells, LEVEL), [K])[0]!;
  const beta = fitBetaBinomial(cells, { level: LEVEL });
  const law = fitPowerLaw(observedCurve(cells));
  const solved = counts.filter(({ numCorrect }) => numCorrect > 0).length / counts.length;
  return {
    bma,
    band: { low: bma.bandLow, high: bma.bandHigh },
    betaBinomial: beta.kind === 'interior' ? betaPassAtK(beta.alpha, beta.beta, K) : solved,
    powerLaw: law.kind === 'interior' ? Math.exp(-law.a * K ** -law.b) : solved,
  };
}

/** Undefined, with a line that says so, where the data are not at hand. */
function publishedRuns(name: string, file: string): Group | undefined {
  const path = new URL(file, COUNTS);
  if (!existsSync(path)) {
    console.log(`${name}: skipped, ${file} is not at hand`);
    return undefined;
  }
  const runs = new Map<string, SampleCounts[]>();
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [model = '', , , numSamples, numCorrect] = line.split(',');
    const run = runs.get(model) ?? [];
    run.push({ numSamples: Number(numSamples), numCorrect: Number(numCorrect) });
    runs.set(model, run);
  }
  const trialsAt = (n: number): Trial[] =>
    [...runs.values()].flatMap((run) => {
      const truth = run.reduce((sum, problem) => sum + (passAtK(problem, K) ?? 0), 0) / run.length;
      return Array.from({ length: REPETITIONS }, () => ({ counts: run.map((problem) => thinned(problem, n)), truth }));
    });
  return [name, trialsAt];
}

/** n of the attempts, drawn without replacement. */
function thinned({ numSamples, numCorrect }: SampleCounts, n: number): SampleCounts {
  let left = numCorrect;
  for (let drawn = 0; drawn < n; drawn += 1) left -= random() * (numSamples - drawn) < left ? 1 : 0;
  return { numSamples: n, numCorrect: numCorrect - left };
}

function simulated(n: number, ceiling: number, solveRate: () => number): Trial[] {
  return Array.from({ length: 6 * REPETITIONS }, () => {
    const rates = Array.from({ length: 128 }, () => (random() < ceiling ? solveRate() : 0));
    return {
      counts: rates.map((rate) => ({ numSamples: n, numCorrect: binomialVariate(n, rate, random) })),
      truth:
        rates.reduce((sum, rate) => sum - Math.expm1(K * Math.log1p(-Math.min(rate, 1 - 1e-12))), 0) / rates.length,
    };
  });
}

function binomialVariate(n: number, rate: number, source: RandomSource): number {
  let count = 0;
  for (let i = 0; i < n; i += 1) count += source() < rate ? 1 : 0;
  return count;
}

function normalVariate(): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function betaVariate(alpha: number, beta: number): number {
  const x = gammaVariate(alpha);
  return x / (x + gammaVariate(beta));
}

/** Marsaglia & Tsang 2000; below shape 1 by the power of a uniform. */
function gammaVariate(shape: number): number {
  if (shape < 1) return gammaVariate(shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalVariate();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
