import { fillLogitNormalMass } from './bmaFamilies.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { dotRange } from './dot.ts';
import { NUM_CELLS } from './solveRateGrid.ts';

/** A kind of problems that are harder than those that a family describes: logit s about one place. */
export interface HarderKind {
  /** Prior weight among those of its `BeyondCeiling`; they sum to 1. */
  readonly weight: number;
  /** Share of the problems beyond the ceiling that are of this kind; the others can never be solved. 0: none of them can. */
  readonly share: number;
  /** Probability of each cell of the solve-rate grid. */
  readonly mass: Float64Array;
  /** Probability of each (n, c) of `BeyondCeiling.index` for such a problem, relative to the maximum of its binomial likelihood. */
  readonly evidence: Float64Array;
}

/** What the share 1 − 𝒜 of the problems may be; kinds that the counts do not tell apart are one. */
export interface BeyondCeiling {
  readonly logPrior: number;
  /** Only beyond members whose median logit s is above this: what is beyond the ceiling is harder. */
  readonly leastMedian: number;
  /** The distinct (n, c) that such a problem can show, with the problems that show them. */
  readonly index: Int32Array;
  readonly weight: Float64Array;
  /** Problems with other counts, which a problem beyond the ceiling does not show. */
  readonly numOutside: number;
  /** Probability of each (n, c) of the index, as in `HarderKind`, with what can never be solved. */
  readonly evidence: Float64Array;
  /** Its logarithm times the problems that show them. */
  readonly logs: Float64Array;
  readonly kinds: readonly HarderKind[];
}

/** Prior probability that what is beyond the ceiling is a harder kind, wholly or in part; else it can never be solved. */
const PROB_HARDER = 0.5;
/** How much of what is beyond the ceiling: all of it, or half. */
const SHARES = [1, 0.5];
/** Of logit s within a kind. */
const LOG_SD = Math.log(0.7);
/** A kind that is solved this often in n attempts is no longer beyond what n attempts show: its place is below. */
const MOST_SOLVED = 6;
const HIGHEST_PLACE = -0.5;
/** Once in a million attempts: what is solved less often counts as never. */
const LOWEST_PLACE = -14;
const PLACE_STEP = 1.5;
/** By how much in logit s a kind is harder than the median below the ceiling. */
const HARDER_BY = 1;
/** A kind that is solved less often than this in n attempts looks as if it could never be solved. */
const HIDDEN_BELOW = 0.005;
const LEAST_EVIDENCE = 1e-6;

/**
 * With a likelihood for "never", the data would tell a ceiling from a second, harder kind of problems that n attempts hardly show, and an interval
 * would be sure of it. So the share 1 − 𝒜 is with some probability such a kind, its place flat in log s from 1e-6 to where n attempts show it.
 */
export function beyondCeiling(data: CellLikelihoods): BeyondCeiling[] {
  const highest = Math.min(Math.log(MOST_SOLVED / mostSamples(data)), HIGHEST_PLACE);
  return alternatives(data, { probHarder: PROB_HARDER, highest, step: PLACE_STEP, logSds: [LOG_SD] });
}

/** What may be beyond the easier of two kinds (`easierKind`): "never", or a harder one anywhere below it, however much of it n attempts show. */
export function harderKinds(data: CellLikelihoods): BeyondCeiling[] {
  return alternatives(data, ANY_HARDER_KIND);
}

/** What of the problems beyond the ceiling is likely before any data. */
interface BeyondPrior {
  /** Else they can never be solved. */
  readonly probHarder: number;
  /** Places of the harder kind, in logit s: equally likely, from this one down to the lowest by steps. */
  readonly highest: number;
  readonly step: number;
  /** Of logit s within the kind: equally likely. */
  readonly logSds: readonly number[];
}

/** Beyond the easier of two kinds: all of it, half of it or none of it can be solved, and one is as likely as the other. */
const ANY_HARDER_KIND: BeyondPrior = {
  probHarder: SHARES.length / (SHARES.length + 1),
  highest: 0.75,
  step: 1,
  logSds: [Math.log(0.4), Math.log(1.6)],
};

function alternatives(data: CellLikelihoods, { probHarder, highest, step, logSds }: BeyondPrior): BeyondCeiling[] {
  const highestHidden = Math.log(HIDDEN_BELOW / mostSamples(data));
  const numPlaces = Math.max(1, Math.floor((highest - LOWEST_PLACE) / step) + 1);
  const prior = probHarder / (numPlaces * logSds.length * SHARES.length);
  const hidden: Kind[] = [{ share: 0, mass: new Float64Array(NUM_CELLS), prior: 1 - probHarder }];
  const visible: BeyondCeiling[] = [];
  for (let j = 0; j < numPlaces; j += 1) {
    const place = highest - j * step;
    for (const logSd of logSds) {
      const mass = new Float64Array(NUM_CELLS);
      fillLogitNormalMass(place, logSd, mass);
      const kinds = SHARES.map((share) => ({ share, mass, prior }));
      if (place < highestHidden) hidden.push(...kinds);
      else visible.push(...visibleKinds(data, kinds, place));
    }
  }
  return [hiddenKinds(data, hidden), ...visible];
}

function mostSamples({ counts }: CellLikelihoods): number {
  // Counts are sorted by n.
  return counts.numSamples.at(-1) ?? 1;
}

interface Kind {
  readonly share: number;
  readonly mass: Float64Array;
  readonly prior: number;
}

/** "Never", and the kinds that look like it: problems with c = 0 are as likely of any of these. */
function hiddenKinds(data: CellLikelihoods, kinds: readonly Kind[]): BeyondCeiling {
  const { index, numSolved } = data.zeros;
  const total = kinds.reduce((sum, { prior }) => sum + prior, 0);
  return {
    logPrior: Math.log(total),
    leastMedian: -Infinity,
    index,
    weight: data.zeros.weight,
    numOutside: numSolved,
    evidence: new Float64Array(index.length).fill(1),
    logs: new Float64Array(index.length),
    kinds: kinds.map(({ share, mass, prior }) => {
      const evidence = Float64Array.from(index, (i) => (share === 0 ? 1 : evidenceOf(data, mass, i)));
      return { weight: prior / total, share, mass, evidence };
    }),
  };
}

/** Kinds that differ in their shares only. */
function visibleKinds(data: CellLikelihoods, kinds: readonly Kind[], place: number): BeyondCeiling[] {
  const { numCorrect, weight, numProblems } = data.counts;
  const { mass } = kinds[0]!;
  const seen = Float64Array.from(numCorrect.keys(), (i) => evidenceOf(data, mass, i));
  const index = Int32Array.from(numCorrect.keys()).filter((i) => seen[i]! > LEAST_EVIDENCE);
  const evidence = Float64Array.from(index, (i) => seen[i]!);
  const ofIndex = Float64Array.from(index, (i) => weight[i]!);
  const numOutside = numProblems - ofIndex.reduce((sum, w) => sum + w, 0);
  return kinds.map(({ share, prior }) => {
    const beyond = evidence.map((one, at) => share * one + (numCorrect[index[at]!] === 0 ? 1 - share : 0));
    return {
      logPrior: Math.log(prior),
      leastMedian: place + HARDER_BY,
      index,
      weight: ofIndex,
      numOutside,
      evidence: beyond,
      logs: beyond.map((one, at) => ofIndex[at]! * Math.log(one)),
      kinds: [{ weight: 1, share, mass, evidence }],
    };
  });
}

function evidenceOf({ first, end, offset, values }: CellLikelihoods, mass: Float64Array, i: number): number {
  return dotRange(mass, first[i]!, values, offset[i]!, end[i]! - first[i]!);
}
