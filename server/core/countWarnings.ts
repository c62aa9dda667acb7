import type { CountSummary, CountWarning } from './analysis.ts';
import type { CountCells, RecordedMetric } from './counts.ts';
import type { Independence } from './independence.ts';
import { notIdentified } from './notIdentified.ts';
import { observedPassAtK, observedPassHatK } from './observedPassAtK.ts';
import type { PowerLawFit, Prediction } from './outcomes.ts';
import { stopsAtSuccess } from './stopsAtSuccess.ts';
import { isMaterial } from './testIndependence.ts';

export interface WarningInput {
  readonly cells: CountCells;
  readonly summary: CountSummary;
  readonly recorded: readonly RecordedMetric[];
  readonly prediction: Prediction;
  readonly independence: Independence;
  readonly powerLaw: PowerLawFit;
  /** The k that were asked for. */
  readonly at: readonly number[];
  readonly level: number;
}

/** What in the counts misleads. */
export function countWarnings(input: WarningInput): CountWarning[] {
  return [
    ...limitWarnings(input),
    ...sampleWarnings(input),
    ...stoppingWarning(input),
    ...input.recorded.flatMap((metric, metricIndex) => recordedWarning(metric, metricIndex, input) ?? []),
    ...[dependenceWarning(input) ?? []].flat(),
    ...[lawsWarning(input) ?? []].flat(),
  ];
}

const FEW_PROBLEMS = 10;

function limitWarnings({ cells, level }: WarningInput): CountWarning[] {
  const limit = notIdentified(cells, level);
  if (limit === undefined) return [];
  switch (limit.reason) {
    case 'noneSolved':
      return [{ code: 'noneSolved', upperBound: limit.meanSolveRate?.high ?? 1 }];
    case 'allSolved':
      return [{ code: 'allSolved', lowerBound: limit.meanSolveRate?.low ?? 0 }];
    case 'singleAttempt':
      return [{ code: 'singleAttempt' }];
    case 'noProblems':
    case 'curveOnly':
    case 'stoppedAtSuccess':
    case 'tooFewPoints':
      return [];
  }
}

function sampleWarnings({ cells, summary }: WarningInput): CountWarning[] {
  const { numProblems, minSamples: min, maxSamples: max } = summary;
  const warnings: CountWarning[] = [];
  if (min < max) {
    const numBelowMax = cells.weight.reduce((sum, w, i) => (cells.numSamples[i]! < max ? sum + w : sum), 0);
    warnings.push({ code: 'unequalSamples', min, max, numBelowMax });
  }
  if (numProblems > 0 && numProblems < FEW_PROBLEMS) warnings.push({ code: 'fewProblems', numProblems });
  return warnings;
}

function stoppingWarning({ cells, prediction, level }: WarningInput): CountWarning[] {
  const first = prediction.kind === 'predicted' ? prediction.points.find(({ k }) => k === 1) : undefined;
  if (first === undefined || !stopsAtSuccess(cells)) return [];
  const observed = observedPassAtK(cells, [1], level)[0]?.value ?? 0;
  return [{ code: 'stoppedAtSuccess', observed, predicted: first.value }];
}

/** A recorded value is compared where every problem has k attempts: else the log may have left out others than we would. */
function recordedWarning(
  metric: RecordedMetric,
  metricIndex: number,
  { cells, level }: WarningInput,
): CountWarning | undefined {
  const { name, kind, k, value: recorded } = metric;
  const observed = kind === 'passAtK' ? observedPassAtK : observedPassHatK;
  const point = observed(cells, [k], level)[0];
  if (point?.numProblems !== cells.numProblems) return undefined;
  if (Math.abs(point.value - recorded) <= roundingError(recorded)) return undefined;
  return { code: 'recordedDisagrees', metricIndex, name, k, recorded, estimated: point.value };
}

/** Half a unit of the last decimal that is written, taken as two decimals at least and four at most, with a little for summation. */
function roundingError(recorded: number): number {
  const decimals = /\.(\d+)$/.exec(String(recorded))?.[1]?.length ?? 0;
  return 0.5001 * 10 ** -Math.max(2, Math.min(4, decimals));
}

function dependenceWarning({ independence }: WarningInput): CountWarning | undefined {
  if (independence.kind !== 'tested' || independence.verdict !== 'dependent') return undefined;
  const { blocks, drift } = independence;
  return {
    code: 'attemptsDepend',
    ...(blocks && isMaterial(blocks) && { blocks: blocks.value }),
    ...(isMaterial(drift) && { drift: drift.value }),
  };
}

/** The gap between two laws that changes a decision, whatever the interval. */
const WIDE_GAP = 0.1;

function lawsWarning({ prediction, powerLaw, at }: WarningInput): CountWarning | undefined {
  if (prediction.kind !== 'predicted' || powerLaw.kind !== 'interior') return undefined;
  const k = Math.max(...at);
  const point = prediction.points.find((candidate) => candidate.k === k);
  if (point === undefined || point.basis === 'data') return undefined;
  const law = Math.exp(-powerLaw.a * k ** -powerLaw.b);
  const isInside = point.low <= law && law <= point.high;
  if (isInside || Math.abs(law - point.value) <= WIDE_GAP) return undefined;
  return { code: 'lawsDisagree', k, predicted: point.value, powerLaw: law };
}
