import { logBinomial } from '../../server/core/logBetaRatio.ts';
import { logGamma } from '../../server/core/logGamma.ts';
import type { SampleCounts } from '../../server/core/passAtK.ts';

/**
 * The average of three tails times a ceiling, beyond which there may be a harder kind, and of two kinds of problems, straight from its definition:
 * every member of every family, densities summed on a fine grid of logit s, 20 ceilings, every harder kind. Nothing is pruned, refined or gathered, but for what is e^-40 times as
 * likely as the best. Mean of pass@k of the very problems.
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
  const seenUnder = (density: readonly number[]): Seen => {
    const total = density.reduce((sum, d) => sum + d, 0);
    const meanOf = (row: readonly number[], pass?: readonly number[]): number =>
      row.reduce((sum, l, j) => sum + l * density[j]! * (pass === undefined ? 1 : pass[j]!), 0) / total;
    return {
      evidence: likelihoods.map((row) => meanOf(row)),
      passed: passes.map((pass) => likelihoods.map((row) => meanOf(row, pass))),
    };
  };

  const isUnsolved = distinct.map(({ numCorrect }) => (numCorrect === 0 ? 1 : 0));
  const power = 1 / Math.sqrt(1 + counts.length / 250);
  let best = -Infinity;
  let all = 0;
  const sums = ks.map(() => 0);
  /** below·(the member) + harder·(the kind) + never. */
  const say = (logPrior: number, below: number, member: Seen, harder: number, kind: Seen | undefined): void => {
    const never = 1 - below - harder;
    const chance = distinct.map(
      (_, i) => below * member.evidence[i]! + (kind ? harder * kind.evidence[i]! : 0) + never * isUnsolved[i]!,
    );
    const logWeight = logPrior + power * chance.reduce((sum, one, i) => sum + weights[i]! * Math.log(one), 0);
    if (!(logWeight > best - 40)) return;
    if (logWeight > best) {
      const rescale = Math.exp(best - logWeight);
      all *= rescale;
      sums.forEach((sum, j) => (sums[j] = sum * rescale));
      best = logWeight;
    }
    const weight = Math.exp(logWeight - best);
    all += weight;
    for (let j = 0; j < ks.length; j += 1) {
      let mean = 0;
      for (let i = 0; i < chance.length; i += 1) {
        const passed = below * member.passed[j]![i]! + (kind ? harder * kind.passed[j]![i]! : 0);
        mean += (weights[i]! * passed) / chance[i]! / counts.length;
      }
      sums[j] = sums[j]! + weight * mean;
    }
  };

  const sayHarder = (logPrior: number, ceiling: number, median: number, member: Seen, kinds: readonly Kind[]): void => {
    for (const { place, isHidden, seen } of kinds) {
      if (!isHidden && place + 1 >= median) continue;
      for (const share of [1, 0.5]) {
        say(logPrior - Math.log(2 * kinds.length), ceiling, member, (1 - ceiling) * share, seen);
      }
    }
  };
  const ceilings = Array.from({ length: NUM_CEILINGS }, (_, a) => {
    const ceiling = (a + 0.5) / NUM_CEILINGS;
    return { ceiling, density4x2: (20 * ceiling ** 3 * (1 - ceiling)) / NUM_CEILINGS };
  });

  const maxSamples = Math.max(...counts.map(({ numSamples }) => numSamples));
  const highest = Math.min(Math.log(6 / maxSamples), -0.5);
  const places = [...axis(0, highest + 14, 1.5)].map((depth) => highest - depth);
  const kindAt = (place: number, sd: number): Kind => {
    const density = logits.map((x) => Math.exp(-0.5 * ((x - place) / sd) ** 2));
    return { place, isHidden: place < Math.log(0.005 / maxSamples), seen: seenUnder(density) };
  };
  const kinds = places.map((place) => kindAt(place, 0.7));
  const anyKinds = [...axis(-13.25, 0.75, 1)].flatMap((place) => [kindAt(place, 0.4), kindAt(place, 1.6)]);
  const members = [
    ...betaMembers(rates, logRates, logFails),
    ...weibullMembers(logFails, rates),
    ...normalMembers(logits),
  ];
  for (const { density, logPrior, probCeilingOne } of members) {
    const member = seenUnder(density);
    say(logPrior + Math.log(probCeilingOne), 1, member, 0, undefined);
    const median = medianOf(logits, density);
    for (const { ceiling, density4x2 } of ceilings) {
      const logBelow = logPrior + Math.log((1 - probCeilingOne) * density4x2);
      say(logBelow + Math.log(0.5), ceiling, member, 0, undefined);
      sayHarder(logBelow + Math.log(0.5), ceiling, median, member, kinds);
    }
  }
  for (const { density, logPrior } of easierMembers(logits)) {
    const member = seenUnder(density);
    const median = medianOf(logits, density);
    for (const { ceiling, density4x2 } of ceilings) {
      const logBelow = logPrior + Math.log(density4x2 / 3);
      say(logBelow, ceiling, member, 0, undefined);
      sayHarder(logBelow + Math.log(2), ceiling, median, member, anyKinds);
    }
  }
  return sums.map((sum) => sum / all);
}

const NUM_CEILINGS = 20;

/** What a distribution of the solve rate says of each distinct (n, c): its probability, and for each k that times pass@k. */
interface Seen {
  readonly evidence: readonly number[];
  readonly passed: readonly (readonly number[])[];
}

/** A harder kind of problems: where it is, and whether n attempts hardly show it. */
interface Kind {
  readonly place: number;
  readonly isHidden: boolean;
  readonly seen: Seen;
}

function medianOf(logits: readonly number[], density: readonly number[]): number {
  const half = density.reduce((sum, d) => sum + d, 0) / 2;
  let below = 0;
  return logits[density.findIndex((d) => (below += d) >= half)]!;
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

/** Student's t with 4 degrees of freedom, up to its factor. */
function studentLogDensity(value: number, mean: number, sd: number): number {
  return -2.5 * Math.log(1 + ((value - mean) / sd) ** 2 / 4) - Math.log(sd);
}

function* betaMembers(rates: number[], logRates: number[], logFails: number[]): Generator<Member> {
  for (const logAlpha of axis(-3, 12, 0.35)) {
    for (const logBeta of axis(-4.6, 2.4, 0.4)) {
      const [alpha, beta] = [Math.exp(logAlpha), Math.exp(logBeta)];
      const logB = logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
      const density = rates.map((_, j) => Math.exp(beta * logRates[j]! + alpha * logFails[j]! - logB) * STEP);
      // What lies below the grid is never solved: it belongs to the lowest node.
      density[0] = density[0]! + Math.max(0, 1 - density.reduce((sum, d) => sum + d, 0));
      const logPrior = studentLogDensity(logBeta, -1.3, 0.66) + Math.log((0.35 * 0.4) / 15);
      yield { density, logPrior, probCeilingOne: 0.75 };
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
      const logPrior = studentLogDensity(logShape, -0.69, 0.63) + Math.log((0.5 * 0.28) / 31);
      yield { density, logPrior, probCeilingOne: 0.5 };
    }
  }
}

function* normalMembers(logits: number[]): Generator<Member> {
  for (const mean of axis(-26, 5, 0.5)) {
    for (const logSd of axis(-1, 2.5, 0.32)) {
      const sd = Math.exp(logSd);
      const density = logits.map((x) => (Math.exp(-0.5 * ((x - mean) / sd) ** 2) / sd / Math.sqrt(2 * Math.PI)) * STEP);
      density[0] = density[0]! + Math.max(0, 1 - density.reduce((sum, d) => sum + d, 0));
      const logPrior = studentLogDensity(logSd, 0.52, 0.66) + Math.log((0.5 * 0.32) / 31);
      yield { density, logPrior, probCeilingOne: 0.3 };
    }
  }
}

/** The easier of two kinds; all of what is beyond it is of the other, or half, or none. */
function* easierMembers(logits: number[]): Generator<Omit<Member, 'probCeilingOne'>> {
  for (const mean of axis(-14, 4, 0.5)) {
    for (const logSd of axis(-0.92, 0.48, 0.35)) {
      const sd = Math.exp(logSd);
      const density = logits.map((x) => (Math.exp(-0.5 * ((x - mean) / sd) ** 2) / sd / Math.sqrt(2 * Math.PI)) * STEP);
      yield { density, logPrior: studentLogDensity(logSd, Math.log(0.8), 0.5) + Math.log((0.5 * 0.35) / 18) };
    }
  }
}
