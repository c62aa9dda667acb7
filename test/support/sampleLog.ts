import type { EvalAnalysis } from '../../server/core/analysis.ts';
import type { EvalCounts } from '../../server/core/counts.ts';
import type { EvalPlaces, LogState, PlacedLog } from '../../server/language/logState.ts';
import type { ReadIssue } from '../../server/readers/readResult.ts';
import type { Range } from 'vscode-languageserver';

/** Two problems of ten attempts, as the numbers of an analysis that nobody computed: what is tested is how they are shown. */
export const sampleCounts: EvalCounts = {
  task: 'HumanEval',
  model: 'tiny-1b',
  scorer: 'base',
  problems: [
    { problemId: 'HumanEval/0', numSamples: 10, numCorrect: 7 },
    { problemId: 'HumanEval/1', numSamples: 10, numCorrect: 0 },
  ],
  recorded: [],
};

export function sampleAnalysis(changes: Partial<EvalAnalysis> = {}): EvalAnalysis {
  return {
    counts: sampleCounts,
    options: { at: [1000], level: 0.9, targets: [0.8] },
    summary: {
      numProblems: 2,
      numAttempts: 20,
      numCorrect: 7,
      minSamples: 10,
      maxSamples: 10,
      numNeverSolved: 1,
      numAlwaysSolved: 0,
    },
    passAtK: [
      { k: 1, value: 0.42, low: 0.361, high: 0.482, numProblems: 2 },
      { k: 10, value: 0.5, low: 0.4, high: 0.6, numProblems: 2 },
    ],
    passHatK: [],
    fits: {
      betaBinomial: {
        kind: 'interior',
        alpha: 1.2,
        beta: 0.35,
        alphaInterval: { low: 0.9, high: 1.6 },
        betaInterval: { low: 0.28, high: 0.44 },
        logLikelihood: -10,
      },
      zeroInflatedBetaBinomial: { kind: 'notConverged', iterations: 100 },
      leastSquares: { kind: 'notIdentified', reason: 'tooFewPoints' },
      leastSquaresLogLoss: { kind: 'notIdentified', reason: 'tooFewPoints' },
      powerLaw: { kind: 'interior', a: 4.2, b: 0.34, rmse: 0.01 },
      effectiveK: { kind: 'notIdentified', reason: 'tooFewPoints' },
    },
    meanSolveRate: { value: 0.42, low: 0.361, high: 0.482 },
    prediction: {
      kind: 'predicted',
      method: 'test',
      level: 0.9,
      ceiling: { value: 0.97, low: 0.9, high: 1 },
      points: [
        { k: 1000, value: 0.81, low: 0.72, high: 0.88, bandLow: 0.5, bandHigh: 1, reach: 100, basis: 'extrapolation' },
      ],
    },
    independence: { kind: 'notTested', reason: 'notRead' },
    ceilingEvidence: { statistic: 0, rejectsOne: false },
    cost: {
      model: { unit: 'attempts', perAttempt: 1, perPrompt: 0, assumptions: ['Every attempt costs the same'] },
      targets: [
        {
          coverage: 0.8,
          reachable: true,
          k: 93,
          kInterval: { low: 60, high: 160 },
          cost: 93,
          attemptsWithStopping: 1,
          costWithStopping: 40,
          extrapolated: true,
        },
      ],
      marginal: [],
      curve: [],
    },
    density: undefined,
    posteriors: [
      posterior(0, { value: 0.01, low: 0.001, high: 0.05 }, 0.83),
      posterior(7, { value: 0.66, low: 0.5, high: 0.8 }, 1),
    ],
    warnings: [],
    ...changes,
  };
}

/** One line for the header, then one for each problem, unless `lines` says otherwise. */
export function samplePlaces(lines: readonly number[] = [1, 2]): EvalPlaces {
  return {
    header: lineRange(0),
    problems: Uint32Array.from(lines.flatMap((line) => [line, 2, line, 40])),
    recorded: [],
  };
}

export interface FittedLog {
  readonly analyses?: readonly EvalAnalysis[];
  readonly places?: readonly EvalPlaces[];
  readonly issues?: readonly ReadIssue[];
  readonly issueRanges?: readonly (Range | undefined)[];
}

export function fittedState(log: FittedLog = {}): LogState {
  const analyses = log.analyses ?? [sampleAnalysis()];
  return { stage: 'fitted', log: placedLog(log), analyses };
}

export function placedLog({
  analyses = [sampleAnalysis()],
  places,
  issues = [],
  issueRanges = [],
}: FittedLog = {}): PlacedLog {
  return {
    result: { format: 'counts', evals: analyses.map(({ counts }) => counts), issues },
    hasText: true,
    evals: places ?? analyses.map(() => samplePlaces()),
    issues: issueRanges,
  };
}

export function lineRange(line: number): Range {
  return { start: { line, character: 0 }, end: { line, character: 20 } };
}

function posterior(
  numCorrect: number,
  solveRate: EvalAnalysis['meanSolveRate'],
  solvable: number,
): EvalAnalysis['posteriors'][number] {
  return {
    numSamples: 10,
    numCorrect,
    numProblems: 1,
    solveRate,
    solvable,
    attemptsForHalf: numCorrect === 0 ? 120 : 1,
    attemptsForNineTenths: numCorrect === 0 ? null : 2,
  };
}
