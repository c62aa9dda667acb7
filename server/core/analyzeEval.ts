import type { AnalysisOptions, CountSummary, EvalAnalysis } from './analysis.ts';
import { compressCounts } from './compressCounts.ts';
import { costAnswers } from './costAnswers.ts';
import { costModelOf } from './costModel.ts';
import type { CostModel } from './cost.ts';
import type { CountCells, EvalCounts, RecordedMetric } from './counts.ts';
import { countWarnings } from './countWarnings.ts';
import { curveDensity } from './curveDensity.ts';
import { difficultyDensity } from './difficultyDensity.ts';
import { fitBetaBinomial } from './fitBetaBinomial.ts';
import { fitEffectiveK } from './fitEffectiveK.ts';
import { fitLeastSquares } from './fitLeastSquares.ts';
import { fitPowerLaw } from './fitPowerLaw.ts';
import { ceilingEvidence, fitZeroInflatedBetaBinomial } from './fitZeroInflatedBetaBinomial.ts';
import type { Independence } from './independence.ts';
import { kLadder, predictionLadder } from './kLadder.ts';
import { notIdentified } from './notIdentified.ts';
import { type CurvePoint, observedCurve, observedPassAtK, observedPassHatK } from './observedPassAtK.ts';
import type { Estimate, NotIdentified, ObservedPoint, PredictedPoint, Prediction } from './outcomes.ts';
import { posteriors } from './posteriors.ts';
import { predictPoints } from './predictPoints.ts';
import { recordedCurve } from './recordedCurve.ts';
import { createPredictor, PREDICTION_METHOD, type Predictor } from './predictor.ts';
import { stopsAtSuccess } from './stopsAtSuccess.ts';
import { testIndependence } from './testIndependence.ts';

export const DEFAULT_ANALYSIS_OPTIONS: AnalysisOptions = {
  at: [1, 10, 100, 1000, 10_000],
  level: 0.9,
  targets: [0.5, 0.8, 0.9, 0.95],
};

/**
 * Everything that is said of an evaluation, from its counts alone: the one composition, pure and deterministic.
 *
 * Nothing is predicted where every attempt passed, none did, or every n is 1: the prior would be the whole of the answer. The bound on the mean
 * solve rate that the counts do give is in the outcome.
 */
export function analyzeEval(counts: EvalCounts, options: AnalysisOptions = DEFAULT_ANALYSIS_OPTIONS): EvalAnalysis {
  const beside = {
    model: options.cost ?? costModelOf(counts),
    independence: testIndependence(counts, options.level),
    recorded: counts.recorded,
    curveOfLog: recordedCurve(counts),
  };
  return { counts, ...analyzeCells(compressCounts(counts.problems), options, beside) };
}

/** What a log tells beside its counts. */
export interface BesideCounts {
  readonly model: CostModel;
  readonly independence: Independence;
  readonly recorded: readonly RecordedMetric[];
  /** The pass@k curve of a log that holds nothing else; empty where there are counts. */
  readonly curveOfLog: readonly CurvePoint[];
}

const COUNTS_ONLY: BesideCounts = {
  model: costModelOf({ problems: [] }),
  independence: { kind: 'notTested', reason: 'notRead' },
  recorded: [],
  curveOfLog: [],
};

/** The same of an evaluation that is given as cells: the cost is in distinct (n, c), however many millions of problems have them. */
export function analyzeCells(
  cells: CountCells,
  options: AnalysisOptions = DEFAULT_ANALYSIS_OPTIONS,
  { model, independence, recorded, curveOfLog }: BesideCounts = COUNTS_ONLY,
): Omit<EvalAnalysis, 'counts'> {
  const { at, level, targets, budget, solveValue } = options;
  const summary = summarize(cells);
  const asked = [...at, summary.minSamples];
  const ladder = kLadder(Math.max(1, summary.maxSamples), asked);
  const passAtK = observedPassAtK(cells, ladder, level);
  const curve = curveOfLog.length > 0 ? curveOfLog : observedCurve(cells);
  const stops = stopsAtSuccess(cells);
  const noCurve = stops ? STOPPED : undefined;
  const curveOnly = curveOfLog.length > 0 ? CURVE_ONLY : undefined;
  const betaBinomial = curveOnly ?? fitBetaBinomial(cells, { level });
  const zeroInflatedBetaBinomial = curveOnly ?? fitZeroInflatedBetaBinomial(cells, { level });
  const powerLaw = noCurve ?? fitPowerLaw(curve);

  const { predictor, points, ...forecasted } = forecast(cells, asked, level);
  const prediction = curveOnly ?? forecasted.prediction;
  return {
    options,
    summary,
    passAtK,
    passHatK: observedPassHatK(cells, ladder, level),
    fits: {
      betaBinomial,
      zeroInflatedBetaBinomial,
      leastSquares: noCurve ?? fitLeastSquares(curve),
      leastSquaresLogLoss: noCurve ?? fitLeastSquares(curve, { space: 'logLoss' }),
      powerLaw,
      effectiveK: noCurve ?? fitEffectiveK(curve),
    },
    meanSolveRate: meanSolveRate(predictor !== undefined && stops ? points : passAtK),
    prediction,
    independence,
    ceilingEvidence: ceilingEvidence(betaBinomial, zeroInflatedBetaBinomial),
    cost: costAnswers({ predictor, points, model, targets, budget, solveValue, maxSamples: summary.maxSamples }),
    density: curveOnly ? curveDensity(curve) : predictor && difficultyDensity(predictor),
    posteriors: predictor === undefined ? [] : posteriors(predictor, level),
    warnings: countWarnings({
      cells,
      summary,
      recorded,
      prediction,
      independence,
      powerLaw,
      at,
      level,
    }),
  };
}

/** Points of a curve without attempts: there is no likelihood, whatever the points. */
const CURVE_ONLY: NotIdentified = { kind: 'notIdentified', reason: 'curveOnly' };

/** Observed pass@k of attempts that stop at the first success is no curve of pass@k. */
const STOPPED: NotIdentified = { kind: 'notIdentified', reason: 'stoppedAtSuccess' };

function summarize({ numSamples, numCorrect, weight, numProblems }: CountCells): CountSummary {
  const total = (of: (i: number) => number): number => weight.reduce((sum, w, i) => sum + w * of(i), 0);
  return {
    numProblems,
    numAttempts: total((i) => numSamples[i]!),
    numCorrect: total((i) => numCorrect[i]!),
    // Cells are sorted by n.
    minSamples: numSamples[0] ?? 0,
    maxSamples: numSamples.at(-1) ?? 0,
    numNeverSolved: total((i) => (numCorrect[i] === 0 ? 1 : 0)),
    numAlwaysSolved: total((i) => (numCorrect[i] === numSamples[i] ? 1 : 0)),
  };
}

interface Forecast {
  readonly prediction: Prediction;
  readonly points: readonly PredictedPoint[];
  /** Absent where nothing is predicted. */
  readonly predictor: Predictor | undefined;
}

function forecast(cells: CountCells, asked: readonly number[], level: number): Forecast {
  const limit = notIdentified(cells, level);
  if (limit !== undefined) return { prediction: limit, points: [], predictor: undefined };
  const predictor = createPredictor(cells, level);
  const points = predictPoints(predictor, predictionLadder(cells.numSamples.at(-1) ?? 1, asked));
  const { ceiling } = predictor;
  return { prediction: { kind: 'predicted', method: PREDICTION_METHOD, level, ceiling, points }, points, predictor };
}

/** Mean of one attempt; of no problem nothing is known. */
function meanSolveRate(passAtK: readonly (ObservedPoint | PredictedPoint)[]): Estimate {
  const first = passAtK[0];
  return first === undefined ? { value: 0, low: 0, high: 1 } : { value: first.value, low: first.low, high: first.high };
}
