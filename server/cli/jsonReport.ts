import type { CostAnswers, CostedChoice, MarginalCost, TargetAnswer } from '../core/cost.ts';
import type {
  BetaBinomialFit,
  Estimate,
  NotConverged,
  NotIdentified,
  ObservedPoint,
  Prediction,
  ZeroInflatedBetaBinomialFit,
} from '../core/outcomes.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { describeIndependence } from '../text/describeIndependence.ts';
import { describeWarning } from '../text/describeWarning.ts';
import type { EvalReport, Report } from './report.ts';
import { scalingJson } from './scalingJson.ts';
import { pairOf, unreachedJson } from './targetJson.ts';

/** The JSON that other programs depend on: see docs/cli.md. Members may be added, never renamed, removed or given another meaning. */
export function jsonReport(report: Report): string {
  const document = {
    schemaVersion: 1,
    files: report.files,
    evals: report.evals.map(evalOf),
    curves: report.curves.map(curveOf),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function evalOf({ sources, analysis }: EvalReport): object {
  const { counts, summary, fits } = analysis;
  return {
    task: counts.task,
    model: counts.model,
    scorer: counts.scorer,
    sources,
    numProblems: summary.numProblems,
    numAttempts: summary.numAttempts,
    numCorrect: summary.numCorrect,
    numNeverSolved: summary.numNeverSolved,
    numAlwaysSolved: summary.numAlwaysSolved,
    samplesPerProblem: { min: summary.minSamples, max: summary.maxSamples },
    level: analysis.options.level,
    meanSolveRate: estimateOf(analysis.meanSolveRate),
    passAtK: analysis.passAtK.map(observedOf),
    passHatK: analysis.passHatK.map(observedOf),
    fits: {
      betaBinomial: likelihoodFitOf(fits.betaBinomial),
      zeroInflatedBetaBinomial: likelihoodFitOf(fits.zeroInflatedBetaBinomial),
      leastSquares: curveFitOf(fits.leastSquares),
      leastSquaresLogLoss: curveFitOf(fits.leastSquaresLogLoss),
      powerLaw: curveFitOf(fits.powerLaw),
      effectiveK: curveFitOf(fits.effectiveK),
    },
    ceilingEvidence: analysis.ceilingEvidence,
    scaling: scalingJson(analysis),
    prediction: predictionOf(analysis.prediction),
    independence: { ...analysis.independence, message: describeIndependence(analysis.independence) },
    ...(analysis.density && { difficulty: analysis.density }),
    cost: costOf(analysis.cost),
    warnings: analysis.warnings.map((warning) => ({ code: warning.code, message: describeWarning(warning) })),
  };
}

/** What is fitted to the recorded pass@k of a log without attempts: laws of curves, and nothing that needs a likelihood. */
function curveOf({ sources, analysis }: EvalReport): object {
  const { counts, fits, density } = analysis;
  return {
    task: counts.task,
    model: counts.model,
    scorer: counts.scorer,
    sources,
    points: recordedCurve(counts),
    fits: {
      leastSquares: curveFitOf(fits.leastSquares),
      leastSquaresLogLoss: curveFitOf(fits.leastSquaresLogLoss),
      powerLaw: curveFitOf(fits.powerLaw),
      effectiveK: curveFitOf(fits.effectiveK),
    },
    scaling: scalingJson(analysis),
    ...(density && { difficulty: density }),
  };
}

function observedOf({ k, value, low, high, numProblems }: ObservedPoint): object {
  return { k, value, low, high, numProblems };
}

function likelihoodFitOf(fit: BetaBinomialFit | ZeroInflatedBetaBinomialFit): object {
  if (fit.kind === 'notIdentified' || fit.kind === 'notConverged') return absentOf(fit);
  return {
    ...fit,
    ...('alphaInterval' in fit && { alphaInterval: pairOf(fit.alphaInterval) }),
    ...('betaInterval' in fit && { betaInterval: pairOf(fit.betaInterval) }),
    ...('ceilingInterval' in fit && { ceilingInterval: pairOf(fit.ceilingInterval) }),
  };
}

function curveFitOf(fit: { readonly kind: 'interior' | 'boundary' } | NotIdentified | NotConverged): object {
  return fit.kind === 'notIdentified' || fit.kind === 'notConverged' ? absentOf(fit) : fit;
}

function absentOf(fit: NotIdentified | NotConverged): object {
  if (fit.kind === 'notConverged' || fit.meanSolveRate === undefined) return fit;
  return { ...fit, meanSolveRate: pairOf(fit.meanSolveRate) };
}

function predictionOf(prediction: Prediction): object {
  if (prediction.kind === 'notIdentified') return { ...absentOf(prediction), points: [] };
  const { kind, method, level, ceiling, points } = prediction;
  return { kind, method, level, ceiling: ceiling.value, ceilingInterval: pairOf(ceiling), points };
}

function costOf({ model, targets, budget, netValue, cheapestPerSolve, marginal, nextSolve }: CostAnswers): object {
  return {
    unit: model.unit,
    perAttempt: model.perAttempt,
    perPrompt: model.perPrompt,
    assumptions: model.assumptions,
    targets: targets.map(targetOf),
    ...(budget && {
      budget: {
        budget: budget.budget,
        neverSpent: budget.neverSpent,
        ...(budget.always && { always: choiceOf(budget.always) }),
        ...(budget.stopping && { stopping: choiceOf(budget.stopping) }),
      },
    }),
    ...(netValue && {
      netValue: {
        solveValue: netValue.solveValue,
        always: choiceOf(netValue.always),
        stopping: choiceOf(netValue.stopping),
      },
    }),
    ...(cheapestPerSolve && {
      cheapestPerSolve: {
        ...cheapestPerSolve,
        kInterval: pairOf(cheapestPerSolve.kInterval),
        costPerSolveInterval: pairOf(cheapestPerSolve.costPerSolveInterval),
      },
    }),
    ...(nextSolve && { nextSolve: marginalOf(nextSolve) }),
    marginal: marginal.map(marginalOf),
  };
}

function choiceOf(choice: CostedChoice): object {
  return { ...choice, kInterval: pairOf(choice.kInterval) };
}

function marginalOf({ k, costPerExtraSolve, interval }: MarginalCost): object {
  return { k, costPerExtraSolve, interval: pairOf(interval) };
}

function targetOf(target: TargetAnswer): object {
  if (target.reachable) return { ...target, kInterval: pairOf(target.kInterval) };
  return { coverage: target.coverage, ...unreachedJson(target) };
}

function estimateOf({ value, low, high }: Estimate): object {
  return { value, low, high };
}
