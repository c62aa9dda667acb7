import type { ContenderAnswer } from '../core/cheapestModels.ts';
import type { Comparison } from '../core/compareEvals.ts';
import type { CostModel } from '../core/cost.ts';
import type { DifferencePoint, PairedDifference } from '../core/pairedDifference.ts';
import type { FrontPoint } from '../core/paretoFront.ts';
import { describeAssumptions, describeHorizon } from './describeCost.ts';
import { formatCountInterval, formatPercentEstimate } from './formatEstimate.ts';
import { formatCost, formatCount, formatPercentagePoints, formatQuantity } from './formatNumber.ts';
import { quoteLogText } from './quoteLogText.ts';

type Unit = CostModel['unit'];

/** The unit of all costs of a comparison. */
export function unitOf({ contenders }: Pick<Comparison, 'contenders'>): Unit {
  return contenders[0]?.cost.unit ?? 'attempts';
}

/** The name of a contender, as text that is shown. */
export function nameOf({ contenders }: Pick<Comparison, 'contenders'>, index: number): string {
  return quoteLogText(contenders[index]?.name ?? '');
}

/** The k, its cost and what they rest on, of a model that is to reach a coverage; the reason in place of the basis where it does not. */
export interface AnswerText {
  readonly k: string;
  readonly cost: string;
  readonly basis: string;
}

export function describeAnswer(answer: ContenderAnswer, unit: Unit): AnswerText {
  if (!answer.reachable) return { k: '–', cost: '–', basis: describeUnreached(answer) };
  const { k, kInterval, cost, basis } = answer;
  return { k: `${formatCount(k)} ${formatCountInterval(kInterval)}`, cost: formatCost(cost, unit), basis };
}

function describeUnreached(answer: Extract<ContenderAnswer, { reachable: false }>): string {
  switch (answer.why) {
    case 'aboveCeiling':
      return 'unreachable: above its ceiling';
    case 'beyondHorizon':
      return describeHorizon(answer);
    case 'notIdentified':
      return 'not identified';
  }
}

/** Neighbors on the front that are of one model and one basis. */
export interface FrontStretch {
  readonly contender: number;
  readonly k: string;
  readonly cost: string;
  /** pass@k at its end. */
  readonly coverage: string;
  readonly basis: string;
}

export function describeFront(front: readonly FrontPoint[], unit: Unit): readonly FrontStretch[] {
  return stretchesOf(front).map(({ from, to }) => ({
    contender: from.contender,
    k: range(formatCount(from.k), formatCount(to.k)),
    cost: range(formatCost(from.cost, unit), formatCost(to.cost, unit)),
    coverage: formatPercentEstimate(to),
    basis: to.basis,
  }));
}

interface Stretch {
  readonly from: FrontPoint;
  readonly to: FrontPoint;
}

function stretchesOf(points: readonly FrontPoint[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const point of points) {
    const last = stretches.at(-1);
    if (last?.to.contender === point.contender && last.to.basis === point.basis) {
      stretches[stretches.length - 1] = { from: last.from, to: point };
    } else stretches.push({ from: point, to: point });
  }
  return stretches;
}

/** A difference of pass@k, its interval at this k alone, and the band that holds at all k: `+19.0 pp`, `[+2.1, +30.4]`. */
export interface DifferenceText {
  readonly value: string;
  readonly interval: string;
  readonly band: string;
}

export function describeDifference({ value, low, high, bandLow, bandHigh }: DifferencePoint): DifferenceText {
  return {
    value: formatPercentagePoints(value),
    interval: `[${points(low)}, ${points(high)}]`,
    band: `[${points(bandLow)}, ${points(bandHigh)}]`,
  };
}

function points(difference: number): string {
  return formatPercentagePoints(difference).replace(/ pp$/, '');
}

/** The points of a difference that people are shown: at the k asked for, and at the last one. */
export function shownDifferences(all: readonly DifferencePoint[], at: readonly number[]): readonly DifferencePoint[] {
  return all.filter((point) => at.includes(point.k) || point === all.at(-1));
}

/** How many problems two evaluations share by name. */
export function describeMatch({ numMatched, numOnlyFirst, numOnlySecond, notCompared }: PairedDifference): string {
  const left = `, ${formatCount(numOnlyFirst)} of the one and ${formatCount(numOnlySecond)} of the other left out`;
  const why = notCompared === undefined ? '' : `: ${NOT_COMPARED[notCompared]}`;
  return `${formatQuantity(numMatched, 'problem')} matched by name${numOnlyFirst + numOnlySecond === 0 ? '' : left}${why}.`;
}

const NOT_COMPARED = {
  tooFewProblems: 'too few to compare',
  stoppedAtSuccess: 'not compared, as attempts that stop at a success leave no unbiased pass@k to compare',
} as const;

/** What the costs assume: of all models alike, and of one only (by its place). */
export interface ComparedAssumptions {
  readonly shared: readonly string[];
  readonly own: readonly { readonly contender: number; readonly text: string }[];
}

export function compareAssumptions({ contenders }: Pick<Comparison, 'contenders'>): ComparedAssumptions {
  const lists = contenders.map(({ cost }) => describeAssumptions(cost));
  const [first = []] = lists;
  const shared = first.filter((text) => lists.every((list) => list.includes(text)));
  const own = lists.flatMap((list, contender) =>
    list.filter((text) => !shared.includes(text)).map((text) => ({ contender, text })),
  );
  return { shared, own };
}

function range(from: string, to: string): string {
  return from === to ? from : `${from} – ${to}`;
}
