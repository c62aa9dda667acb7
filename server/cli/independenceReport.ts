import type { TrialSpectrum } from '../core/trialSpectrum.ts';
import { describeIndependence } from '../text/describeIndependence.ts';
import { describeSpectrum } from '../text/describeSpectrum.ts';
import { formatCount, formatParameter, formatQuantity } from '../text/formatNumber.ts';
import type { Block } from './blocks.ts';
import { csvText } from './csvText.ts';
import type { EvalReport, FileReport } from './report.ts';
import type { Column } from './textTable.ts';
import { describeCounts, evalTitle } from './textReport.ts';

export interface IndependentEval extends EvalReport {
  /** Absent where the order of the attempts is not known, or no two problems have two. */
  readonly spectrum?: TrialSpectrum;
  /** Eq. 15, numTrials × numTrials, row-major; where it was asked for. */
  readonly matrix?: Float64Array;
}

const RANKS_FOR_PEOPLE = 12;

/** For people: what the order of the attempts says, and the first eigenvalues. */
export function independenceBlocks(evals: readonly IndependentEval[]): readonly Block[] {
  return evals.flatMap(({ analysis, spectrum }): readonly Block[] => [
    { kind: 'heading', text: [{ ofLog: evalTitle(analysis) }] },
    { kind: 'paragraph', text: [describeCounts(analysis), '.'] },
    { kind: 'paragraph', text: [describeIndependence(analysis.independence)] },
    ...(spectrum === undefined ? [] : spectrumBlocks(spectrum)),
  ]);
}

const COLUMNS: readonly Column[] = ['rank', 'eigenvalue', 'in random order'].map((label) => ({
  label,
  align: 'right',
}));

function spectrumBlocks(spectrum: TrialSpectrum): readonly Block[] {
  const { eigenvalues, independent } = spectrum;
  const numHidden = eigenvalues.length - RANKS_FOR_PEOPLE;
  const rows = eigenvalues.slice(0, RANKS_FOR_PEOPLE).map((value, rank) => {
    const none = independent[rank]!;
    const range = `${formatParameter(none.value)} [${formatParameter(none.low)}, ${formatParameter(none.high)}]`;
    return [formatCount(rank + 1), formatParameter(value), range];
  });
  return [
    { kind: 'paragraph', text: [describeSpectrum(spectrum)] },
    { kind: 'table', columns: COLUMNS, rows },
    ...(numHidden <= 0
      ? []
      : [
          {
            kind: 'footnote',
            text: [`${formatQuantity(numHidden, 'more eigenvalue')}: --format csv lists them.`],
          } as const,
        ]),
  ];
}

/** See docs/cli.md: a contract. */
export function independenceJson(files: readonly FileReport[], evals: readonly IndependentEval[]): object {
  return {
    schemaVersion: 1,
    files,
    evals: evals.map(({ sources, analysis: { counts, options, independence }, spectrum, matrix }) => ({
      task: counts.task,
      model: counts.model,
      scorer: counts.scorer,
      sources,
      level: options.level,
      independence: { ...independence, message: describeIndependence(independence) },
      ...(spectrum && { spectrum: { ...withoutDraws(spectrum), message: describeSpectrum(spectrum) } }),
      ...(spectrum && matrix && { matrix: rowsOf(matrix, spectrum.numTrials) }),
    })),
  };
}

function withoutDraws({ draws: _, ...spectrum }: TrialSpectrum): Omit<TrialSpectrum, 'draws'> {
  return spectrum;
}

function rowsOf(matrix: Float64Array, length: number): readonly (readonly number[])[] {
  return Array.from({ length }, (_, row) => [...matrix.subarray(row * length, (row + 1) * length)]);
}

/** One row an eigenvalue. */
export function independenceCsv(evals: readonly IndependentEval[]): string {
  const rows = evals.flatMap(({ analysis: { counts }, spectrum }) =>
    (spectrum?.eigenvalues ?? []).map((value, rank) => {
      const none = spectrum?.independent[rank];
      return [counts.task, counts.model, counts.scorer, rank + 1, value, none?.value, none?.low, none?.high];
    }),
  );
  const ofNull = ['independent', 'independent_least', 'independent_greatest'];
  return csvText(['task', 'model', 'scorer', 'rank', 'eigenvalue', ...ofNull], rows);
}
