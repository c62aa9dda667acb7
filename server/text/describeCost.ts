import type {
  BudgetAnswer,
  CostAnswers,
  CostedChoice,
  CostModel,
  MarginalCost,
  NetValueAnswer,
  NetValueChoice,
  TargetAnswer,
  UnreachedTarget,
} from '../core/cost.ts';
import { costOfAttempts } from '../core/costModel.ts';
import type { OpenInterval } from '../core/outcomes.ts';
import { formatCostInterval, formatCountInterval, formatPercentEstimate } from './formatEstimate.ts';
import { formatCost, formatCount, formatQuantity } from './formatNumber.ts';

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
  const { budget, netValue, model } = answers;
  return [
    ...targets,
    ...(budget === undefined ? [] : [describeBudget(budget, model)]),
    ...(netValue === undefined ? [] : [describeNetValue(netValue, model)]),
    ...[describeNextSolve(answers), describeCheapestPerSolve(answers)].filter((line) => line !== undefined),
  ];
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
  return `${String(Number((100 * coverage).toPrecision(12)))}%`;
}

/** Why a target is out of reach, and the ceiling that is predicted; with the reservation that the family, not the data, says so. */
export function describeUnreachable(target: UnreachedTarget): string {
  if (target.why === 'notIdentified') return 'not identified: these counts do not tell how pass@k grows';
  const { kInterval, lookedUpTo, bandReaches } = target;
  const ceiling = `the predicted ceiling ${formatPercentEstimate(target.ceiling)}`;
  const earliest = kInterval.low === null ? `>${formatCount(lookedUpTo)}` : formatCount(kInterval.low);
  const words =
    target.why === 'aboveCeiling'
      ? `unreachable, however many attempts: above ${ceiling}`
      : `${describeHorizon(target)} [${earliest}, ∞); ${ceiling}`;
  return bandReaches ? `${words} (the family says so; the data do not exclude it)` : words;
}

/** How far was looked in vain. */
export function describeHorizon({ lookedUpTo }: { readonly lookedUpTo: number }): string {
  return `not within ${formatQuantity(lookedUpTo, 'attempt')}`;
}

function describeReachable(target: Extract<TargetAnswer, { reachable: true }>, model: CostModel): string {
  const always = `${formatCost(target.cost, model.unit)} a problem`;
  const stopping = `${formatCost(target.costWithStopping, model.unit)} when stopping at the first success`;
  return `${nameK(target)}, ${always}, ${stopping}${nameExtrapolated(target)}`;
}

function describeBudget({ budget, always, stopping, neverSpent }: BudgetAnswer, model: CostModel): CostLine {
  const spend = formatCost(budget, model.unit);
  return {
    name: `best coverage for ${spend} a problem`,
    answer:
      always === undefined
        ? `unaffordable: one attempt costs ${formatCost(costOfAttempts(model, 1), model.unit)}`
        : [
            describeCoverage(always),
            stopping === undefined
              ? stoppingNever(neverSpent)
              : `stopping at the first success: up to ${describeCoverage(stopping)}`,
          ].join('; '),
    definition: `The most attempts that ${spend} a problem buys, and the pass@k that they reach.`,
  };
}

function stoppingNever(neverSpent: boolean): string {
  return neverSpent
    ? 'stopping at the first success: never spent, however many attempts are allowed'
    : 'stopping at the first success: unaffordable';
}

function describeCoverage(choice: CostedChoice): string {
  return `${nameK(choice)}, pass@k ${formatPercentEstimate(choice.coverage)}${nameExtrapolated(choice)}`;
}

function describeNetValue({ solveValue, always, stopping }: NetValueAnswer, model: CostModel): CostLine {
  const worth = formatCost(solveValue, model.unit);
  return {
    name: `best net value at ${worth} a solve`,
    answer: `${describeNet(always, model)}; stopping at the first success: ${describeNet(stopping, model)}`,
    definition: `The k with the most value less cost, ${worth}·pass@k − C(k): one more solved problem would cost more than ${worth}.`,
  };
}

function describeNet(choice: NetValueChoice, model: CostModel): string {
  if (choice.k === 0) {
    const most = choice.kInterval.high;
    return `no attempt is worth its cost${most === 0 ? '' : ` (k up to ${formatEnd(most)} may be)`}`;
  }
  const { value, low, high } = choice.netValue;
  const net = `${formatCost(value, model.unit)} ${formatCostInterval({ low, high }, model.unit)}`;
  return `${nameK(choice)}, ${net} net a problem${nameExtrapolated(choice)}`;
}

function describeNextSolve(answers: CostAnswers): CostLine | undefined {
  if (answers.nextSolve === undefined) return undefined;
  const { k } = answers.nextSolve;
  return {
    name: `one more solve at k = ${formatCount(k)}`,
    answer: describeMarginal(answers.nextSolve, answers.model),
    definition:
      'The marginal cost: what one more attempt at every problem costs, divided by the problems that it solves.',
  };
}

/** Marginal cost with its interval: `$0.41 [0.20, 1.10]`; an open end in words. */
export function describeMarginal({ costPerExtraSolve, interval }: MarginalCost, { unit }: CostModel): string {
  if (costPerExtraSolve === null) return 'nothing more is solved';
  return `${formatCost(costPerExtraSolve, unit)} ${formatCostInterval(interval, unit)}`;
}

function describeCheapestPerSolve({ cheapestPerSolve, model }: CostAnswers): CostLine | undefined {
  if (cheapestPerSolve === undefined) return undefined;
  const { costPerSolve, costPerSolveInterval } = cheapestPerSolve;
  const cost = `${formatCost(costPerSolve, model.unit)} ${formatCostInterval(costPerSolveInterval, model.unit)}`;
  return {
    name: 'cheapest per solve',
    answer: `${nameK(cheapestPerSolve)}, ${cost} per solved problem (pass@k may be low there)`,
    definition:
      'The k that minimizes the average cost of a solved problem: that of k attempts over the share that they solve.',
  };
}

function nameK({ k, kInterval }: { readonly k: number; readonly kInterval: OpenInterval }): string {
  return `k = ${formatCount(k)} ${formatCountInterval(kInterval)}`;
}

function nameExtrapolated({ extrapolated }: { readonly extrapolated: boolean }): string {
  return extrapolated ? ' (extrapolated)' : '';
}

function formatEnd(end: number | null): string {
  return end === null ? '∞' : formatCount(end);
}
