import type { CostAnswers, CostModel, TargetAnswer } from '../core/cost.ts';
import { formatCountInterval } from './formatEstimate.ts';
import { formatCost, formatCount } from './formatNumber.ts';

/** A named answer to “which k?”. */
export interface CostLine {
  readonly name: string;
  readonly answer: string;
  /** What the name means, in one sentence. */
  readonly definition: string;
}

/** Every named answer, the targets first. */
export function describeCost(answers: CostAnswers): readonly CostLine[] {
  const targets = answers.targets.map((target) => describeTarget(target, answers.model));
  const perSolve = describeCheapestPerSolve(answers);
  return perSolve === undefined ? targets : [...targets, perSolve];
}

export function describeTarget(target: TargetAnswer, model: CostModel): CostLine {
  return {
    name: `cheapest k for ${formatTarget(target.coverage)}`,
    answer: target.reachable ? describeReachable(target, model) : describeUnreachable(target),
    definition: `The smallest k whose predicted pass@k reaches ${formatTarget(target.coverage)}.`,
  };
}

/** What the costs assume, each a sentence. */
export function describeAssumptions(model: CostModel): readonly string[] {
  return model.assumptions.map((assumption) => (/[.!?]$/.test(assumption) ? assumption : `${assumption}.`));
}

/** A target as the user gave it: `80%`, not `80.0%`. */
export function formatTarget(coverage: number): string {
  return `${String(Number((100 * coverage).toPrecision(6)))}%`;
}

/** Why a target is out of reach, in a few words; with the reservation that the family, not the data, says so. */
export function describeUnreachable({ why, bandReaches }: Extract<TargetAnswer, { reachable: false }>): string {
  const words = UNREACHABLE[why];
  return bandReaches && why !== 'notIdentified' ? `${words} (the family says so; the data do not exclude it)` : words;
}

const UNREACHABLE = {
  aboveCeiling: 'unreachable: above the predicted ceiling, however many attempts',
  beyondHorizon: 'unreachable: not at any k looked at',
  notIdentified: 'not identified: these counts do not tell how pass@k grows',
} as const;

function describeReachable(target: Extract<TargetAnswer, { reachable: true }>, model: CostModel): string {
  const k = `k = ${formatCount(target.k)} ${formatCountInterval(target.kInterval)}`;
  const always = `${formatCost(target.cost, model.unit)} a problem`;
  const stopping = `${formatCost(target.costWithStopping, model.unit)} when stopping at the first success`;
  return `${k}, ${always}, ${stopping}${target.extrapolated ? ' (extrapolated)' : ''}`;
}

function describeCheapestPerSolve({ cheapestPerSolve, model }: CostAnswers): CostLine | undefined {
  if (cheapestPerSolve === undefined) return undefined;
  const { k, kInterval, costPerSolve } = cheapestPerSolve;
  return {
    name: 'cheapest per solve',
    answer: `k = ${formatCount(k)} ${formatCountInterval(kInterval)}, ${formatCost(costPerSolve, model.unit)} per solved problem (pass@k may be low there)`,
    definition: 'The k that minimizes the cost of k attempts divided by the share of problems they solve.',
  };
}
