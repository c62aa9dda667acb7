import { take, type Arena } from './arena.ts';
import type { MixingFamily } from './bmaFamilies.ts';
import type { CellLikelihoods } from './cellLikelihoods.ts';
import { ceilingPosterior } from './ceilingPosterior.ts';
import { dotRange } from './dot.ts';

/** One member of a family, weighed by the data. */
export interface BmaNode {
  /** Probability of each solve-rate cell, for problems that can be solved. */
  readonly mass: Float64Array;
  /** Probability of each (n, c) for a problem that can be solved, relative to the maximum of its binomial likelihood. */
  readonly evidence: Float64Array;
  /** Values of the ceiling 𝒜, the last one 1, and their posterior weights, which sum to 1. */
  readonly ceilings: Float64Array;
  readonly ceilingWeights: Float64Array;
  /** Log of likelihood × prior density in (location, width), the ceiling integrated out. −Infinity where the data are impossible. */
  readonly logPosterior: number;
}

export function evaluateNode(
  data: CellLikelihoods,
  family: MixingFamily,
  { width, mass }: { readonly width: number; readonly mass: Float64Array },
  arena: Arena,
): BmaNode {
  const evidence = take(arena, data.numCounts);
  const { first, end, offset, values } = data;
  const { weight, numCorrect } = data.counts;
  let logSolved = 0;
  for (let i = 0; i < evidence.length; i += 1) {
    const sum = dotRange(mass, first[i]!, values, offset[i]!, end[i]! - first[i]!);
    evidence[i] = sum;
    if (numCorrect[i]! > 0) logSolved += weight[i]! * Math.log(sum);
  }
  const {
    values: ceilings,
    weights: ceilingWeights,
    logEvidence,
  } = ceilingPosterior(data.zeros, evidence, family.probCeilingOne, arena);
  const z = (width - family.widthPrior.mean) / family.widthPrior.sd;
  const logPrior = -0.5 * z * z - Math.log(family.widthPrior.sd) - Math.log(family.location.to - family.location.from);
  return { mass, evidence, ceilings, ceilingWeights, logPosterior: logSolved + logEvidence + logPrior };
}
