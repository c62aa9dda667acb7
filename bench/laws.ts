// A whole analysis of many problems, and the same fits beside scipy. Run: npm run bench laws
import { spawnSync } from 'node:child_process';
import { analyzeCells, analyzeEval, DEFAULT_ANALYSIS_OPTIONS } from '../server/core/analyzeEval.ts';
import { createCellCounter } from '../server/core/compressCounts.ts';
import type { CountCells, EvalCounts } from '../server/core/counts.ts';
import { fitBetaBinomial } from '../server/core/fitBetaBinomial.ts';
import { fitEffectiveK } from '../server/core/fitEffectiveK.ts';
import { fitLeastSquares } from '../server/core/fitLeastSquares.ts';
import { fitPowerLaw } from '../server/core/fitPowerLaw.ts';
import { fitZeroInflatedBetaBinomial } from '../server/core/fitZeroInflatedBetaBinomial.ts';
import { observedCurve } from '../server/core/observedPassAtK.ts';
import { seededRandom, type RandomSource } from '../server/core/seededRandom.ts';

const WARM_UPS = 10;
const REPETITIONS = 15;
const { level } = DEFAULT_ANALYSIS_OPTIONS;

analysisOfProblems(10_000, 100);
growth();
besideScipy(simulateCells(10_000, () => 100));

/** From a problem each, as a reader hands them over. */
function analysisOfProblems(numProblems: number, numSamples: number): void {
  const draw = drawProblem(seededRandom(1));
  const problems = Array.from({ length: numProblems }, (_, i) => ({ problemId: String(i), ...draw(numSamples) }));
  const counts: EvalCounts = { task: 'simulated', model: '', scorer: '', problems, recorded: [] };
  const [median, least] = measure(() => analyzeEval(counts));
  print(
    `${numProblems} problems × ${numSamples} attempts: all laws, prediction, intervals, difficulty, cost (goal 150)`,
    median,
    least,
  );
}

/** Time grows with the distinct (n, c), not with the problems. */
function growth(): void {
  const sizes: readonly (readonly [number, string, (random: RandomSource) => number])[] = [
    [1_000, '100', () => 100],
    [100_000, '100', () => 100],
    [10_000_000, '100', () => 100],
    [10_000_000, '1,000', () => 1000],
    [100_000, '20 to 100', (random) => 20 + Math.floor(81 * random())],
  ];
  for (const [numProblems, attempts, numSamplesOf] of sizes) {
    const start = performance.now();
    const cells = simulateCells(numProblems, numSamplesOf);
    const drawing = performance.now() - start;
    const [median, least] = measure(() => analyzeCells(cells));
    const goal = numProblems === 10_000_000 ? ' (goal 1,000)' : '';
    print(
      `${numProblems} problems × ${attempts} attempts, ${cells.weight.length} distinct (n, c)${goal}`,
      median,
      least,
    );
    console.log(`    drawn and counted in ${drawing.toFixed(0)}`);
  }
}

/** Both make the five fits with their intervals on the same counts and curve; scipy on a row a problem, as one would, and on the distinct counts. */
function besideScipy(cells: CountCells): void {
  const curve = observedCurve(cells);
  const ours = (): readonly [ReturnType<typeof fitBetaBinomial>, ...unknown[]] => [
    fitBetaBinomial(cells, { level }),
    fitZeroInflatedBetaBinomial(cells, { level }),
    fitLeastSquares(curve),
    fitPowerLaw(curve),
    fitEffectiveK(curve),
  ];
  const [median, least] = measure(ours);
  print('the five fits with their intervals', median, least);
  const python = process.env['PYTHON'] ?? '/usr/bin/python3';
  const rows = Array.from(cells.weight, (weight, i) => [cells.numSamples[i], cells.numCorrect[i], weight]);
  const input = JSON.stringify({ cells: rows, curve: curve.map(({ k, value }) => [k, value]) });
  const { stdout, status } = spawnSync(python, ['bench/scipyFits.py'], { input, encoding: 'utf8' });
  if (status !== 0) {
    console.log(`  skipped: no scipy at ${python} (Debian: python3-scipy; or set PYTHON)`);
    return;
  }
  const scipy = JSON.parse(stdout) as Record<'problems' | 'cells', { seconds: number; alpha: number; beta: number }>;
  const [betaBinomial] = ours();
  for (const [name, { seconds, alpha, beta }] of Object.entries(scipy)) {
    const label = `  scipy, ${name === 'problems' ? 'a row a problem (goal 100 ×)' : 'distinct (n, c)'}`;
    console.log(
      `${label.padEnd(80)}${(1000 * seconds).toFixed(0).padStart(9)} = ${((1000 * seconds) / median).toFixed(0)} ×`,
    );
    console.log(`    α ${alpha.toPrecision(5)}, β ${beta.toPrecision(5)}`);
  }
  if (betaBinomial.kind === 'interior')
    console.log(`    ours α ${betaBinomial.alpha.toPrecision(5)}, β ${betaBinomial.beta.toPrecision(5)}`);
}

function print(what: string, median: number, least: number): void {
  console.log(`${what.padEnd(80)}${median.toFixed(1).padStart(9)}${least.toFixed(1).padStart(9)}`);
}

/** Milliseconds: median and least. */
function measure(run: () => unknown): readonly [median: number, least: number] {
  const times: number[] = [];
  for (let round = -WARM_UPS; round < REPETITIONS; round += 1) {
    const start = performance.now();
    run();
    if (round >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return [times[Math.floor(REPETITIONS / 2)] ?? NaN, times[0] ?? NaN];
}

function simulateCells(numProblems: number, numSamplesOf: (random: RandomSource) => number): CountCells {
  const random = seededRandom(1);
  const draw = drawProblem(random);
  const counter = createCellCounter();
  for (let i = 0; i < numProblems; i += 1) {
    const { numSamples, numCorrect } = draw(numSamplesOf(random));
    counter.add(numSamples, numCorrect);
  }
  return counter.cells();
}

/** logit s ~ N(−3, 2.2²); c is s·n, rounded at random: quick, and as good for times. */
function drawProblem(random: RandomSource): (numSamples: number) => { numSamples: number; numCorrect: number } {
  return (numSamples) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const solveRate = 1 / (1 + Math.exp(3 - 2.2 * normal));
    return { numSamples, numCorrect: Math.floor(solveRate * numSamples + random()) };
  };
}
