import { logBinomial } from '../../server/core/logBetaRatio.ts';
import { logGamma } from '../../server/core/logGamma.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';

/**
 * The average of three tails times a ceiling, straight from its definition: every member of every family, densities summed on a fine grid of logit s,
 * 100 ceilings. Nothing is pruned, refined or gathered. Mean of pass@k of the very problems.
 */
export function bruteForceBmaMean(counts: readonly SampleCounts[], ks: readonly number[]): number[] {
  const logits = Array.from({ length: 850 }, (_, i) => -36 + (i + 0.5) * STEP);
  const rates = logits.map((x) => 1 / (1 + Math.exp(-x)));
  const logRates = logits.map((x) => -Math.log1p(Math.exp(-x)));
  const logFails = logits.map((x) => -Math.log1p(Math.exp(x)));
  const distinct = [...new Map(counts.map((count) => [`${count.numSamples}/${count.numCorrect}`, count])).values()];
  const weights = distinct.map(
    ({ numSamples: n, numCorrect: c }) =>
      counts.filter(({ numSamples, numCorrect }) => numSamples === n && numCorrect === c).length,
  );
  const likelihoods = distinct.map(({ numSamples: n, numCorrect: c }) =>
    logRates.map((logRate, j) => Math.exp(logBinomial(n, c) + c * logRate + (n - c) * logFails[j]!)),
  );
  const passes = ks.map((k) => logFails.map((logFail) => -Math.expm1(k * logFail)));

  const members = [
    ...betaMembers(rates, logRates, logFails),
    ...weibullMembers(logFails, rates),
    ...normalMembers(logits),
  ];
  const said: { logWeight: number; means: number[] }[] = [];
  for (const { density, logPrior, probCeilingOne } of members) {
    const total = density.reduce((sum, d) => sum + d, 0);
    const evidence = likelihoods.map((row) => row.reduce((sum, l, j) => sum + l * density[j]!, 0) / total);
    if (!evidence.every((e) => e > 1e-200)) continue;
    const passGiven = passes.map((pass) =>
      likelihoods.map(
        (row, i) => row.reduce((sum, l, j) => sum + l * density[j]! * pass[j]!, 0) / total / evidence[i]!,
      ),
    );
    for (let a = 0; a <= 100; a += 1) {
      const ceiling = a === 100 ? 1 : (a + 0.5) / 100;
      let logWeight = logPrior + Math.log(a === 100 ? probCeilingOne : (1 - probCeilingOne) / 100);
      const solvable = distinct.map(({ numCorrect }, i) => {
        const seen = ceiling * evidence[i]!;
        const observed = numCorrect > 0 ? seen : 1 - ceiling + seen;
        logWeight += weights[i]! * Math.log(observed);
        return seen / observed;
      });
      const means = passGiven.map(
        (row) => row.reduce((sum, pass, i) => sum + weights[i]! * solvable[i]! * pass, 0) / counts.length,
      );
      said.push({ logWeight, means });
    }
  }
  const best = said.reduce((most, { logWeight }) => Math.max(most, logWeight), -Infinity);
  const mass = said.map(({ logWeight }) => Math.exp(logWeight - best));
  const all = mass.reduce((sum, m) => sum + m, 0);
  return ks.map((_, j) => said.reduce((sum, { means }, i) => sum + mass[i]! * means[j]!, 0) / all);
}

const STEP = 0.06;

interface Member {
  readonly density: number[];
  readonly logPrior: number;
  readonly probCeilingOne: number;
}

function* axis(from: number, to: number, step: number): Generator<number> {
  for (let value = from; value <= to + 1e-9; value += step) yield value;
}

function normalLogDensity(value: number, mean: number, sd: number): number {
  return -0.5 * ((value - mean) / sd) ** 2 - Math.log(sd);
}

function* betaMembers(rates: number[], logRates: number[], logFails: number[]): Generator<Member> {
  for (const logAlpha of axis(-3, 12, 0.35)) {
    for (const logBeta of axis(-4.6, 2.4, 0.4)) {
      const [alpha, beta] = [Math.exp(logAlpha), Math.exp(logBeta)];
      const logB = logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
      const density = rates.map((_, j) => Math.exp(beta * logRates[j]! + alpha * logFails[j]! - logB) * STEP);
      // What lies below the grid is never solved: it belongs to the lowest node.
      density[0] = density[0]! + Math.max(0, 1 - density.reduce((sum, d) => sum + d, 0));
      const logPrior = normalLogDensity(logBeta, -1.59, 0.92) + Math.log((0.35 * 0.4) / 15);
      yield { density, logPrior, probCeilingOne: 0.92 };
    }
  }
}

function* weibullMembers(logFails: number[], rates: number[]): Generator<Member> {
  for (const logMedian of axis(-26, 5, 0.5)) {
    for (const logShape of axis(-2.8, 1, 0.28)) {
      const shape = Math.exp(logShape);
      const hazards = logFails.map((logFail) => Math.LN2 * (-logFail / Math.exp(logMedian)) ** shape);
      const density = hazards.map((h, j) =>
        h > 700 ? 0 : shape * h * Math.exp(-h) * (rates[j]! / -logFails[j]!) * STEP,
      );
      density[0] = density[0]! - Math.expm1(-hazards[0]!);
      const logPrior = normalLogDensity(logShape, -0.9, 0.58) + Math.log((0.5 * 0.28) / 31);
      yield { density, logPrior, probCeilingOne: 0.75 };
    }
  }
}

function* normalMembers(logits: number[]): Generator<Member> {
  for (const mean of axis(-26, 5, 0.5)) {
    for (const logSd of axis(-1, 2.5, 0.32)) {
      const sd = Math.exp(logSd);
      const density = logits.map((x) => (Math.exp(-0.5 * ((x - mean) / sd) ** 2) / sd / Math.sqrt(2 * Math.PI)) * STEP);
      density[0] = density[0]! + Math.max(0, 1 - density.reduce((sum, d) => sum + d, 0));
      const logPrior = normalLogDensity(logSd, 0.88, 0.55) + Math.log((0.5 * 0.32) / 31);
      yield { density, logPrior, probCeilingOne: 0.44 };
    }
  }
}
