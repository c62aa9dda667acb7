import type { EvalAnalysis } from '../core/analysis.ts';
import { describeAssumptions, describeCost } from '../text/describeCost.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { describeCurve } from '../text/describeCurve.ts';
import { describeCurveFits, describeFits } from '../text/describeFit.ts';
import { describeIndependence } from '../text/describeIndependence.ts';
import { describePassHatK } from '../text/describeObserved.ts';
import { describePrediction } from '../text/describePrediction.ts';
import { describeScaling } from '../text/describeScaling.ts';
import { describeWarning } from '../text/describeWarning.ts';
import { formatLevel } from '../text/formatEstimate.ts';
import { formatCount, formatQuantity } from '../text/formatNumber.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import type { EvalReport, Report } from './report.ts';
import { CURVE_COLUMNS, curveCells, PASS_COLUMNS, passCells } from './reportRows.ts';
import type { TerminalStyle } from './terminalStyle.ts';
import { textTable, wrapText } from './textTable.ts';

export interface TextReportOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly style: TerminalStyle;
}

const INDENT = '  ';
const MAX_SOURCES = 5;

/** The report for people at a terminal: one block for each evaluation. */
export function textReport({ evals, curves }: Report, options: TextReportOptions): string {
  const blocks = [
    ...evals.map((evaluation) => blockOf(evaluation, options)),
    ...curves.map((curve) => curveBlockOf(curve, options)),
  ];
  return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

function blockOf({ sources, analysis }: EvalReport, { width, style }: TextReportOptions): readonly string[] {
  const inner = width - INDENT.length;
  return [
    style.strong(evalTitle(analysis)),
    ...wrapText(describeCounts(analysis), inner).map(indent),
    ...describeSources(sources).map((line) => style.faint(indent(line))),
    '',
    ...indentAll(textTable(PASS_COLUMNS, passCells(analysis))),
    '',
    ...indentAll(
      paragraphs(
        [
          describePassHatK(analysis),
          describePrediction(analysis.prediction),
          describeIndependence(analysis.independence),
        ].filter((text) => text !== ''),
        inner,
      ),
    ),
    '',
    ...indentAll(
      labeled(
        describeFits(analysis.fits).map(({ law, text }) => [law, text]),
        inner,
      ),
    ),
    ...readings(analysis, inner),
    '',
    ...indentAll(
      labeled(
        describeCost(analysis.cost).map(({ name, answer }) => [name, answer]),
        inner,
      ),
    ),
    ...section(
      paragraphs(
        describeAssumptions(analysis.cost.model).map((text) => `Assumed: ${text}`),
        inner,
      ),
      style.faint,
    ),
    ...section(
      paragraphs(
        analysis.warnings.map((warning) => `! ${describeWarning(warning)}`),
        inner,
        INDENT,
      ),
      style.caution,
    ),
  ];
}

/** What the laws say, in words. */
function readings(analysis: EvalAnalysis, inner: number): readonly string[] {
  const lines = describeScaling(analysis).map(({ name, text }) => [name, text] as const);
  return section(labeled(lines, inner), (text) => text);
}

/** The recorded pass@k of a log without attempts, and the laws of curves. */
function curveBlockOf({ sources, analysis }: EvalReport, { width, style }: TextReportOptions): readonly string[] {
  const inner = width - INDENT.length;
  return [
    style.strong(evalTitle(analysis)),
    ...wrapText(describeCurve(recordedCurve(analysis.counts)), inner).map(indent),
    ...describeSources(sources).map((line) => style.faint(indent(line))),
    '',
    ...indentAll(textTable(CURVE_COLUMNS, curveCells(analysis))),
    '',
    ...indentAll(
      labeled(
        describeCurveFits(analysis.fits).map(({ law, text }) => [law, text]),
        inner,
      ),
    ),
    ...readings(analysis, inner),
  ];
}

/** `HumanEval · gpt-4o · verify`; what the log does not name is left out. */
export function evalTitle({ counts }: EvalAnalysis): string {
  const names = [counts.task, counts.model, counts.scorer]
    .filter((name) => name !== '')
    .map((name) => quoteLogText(name));
  return names.length === 0 ? 'unnamed evaluation' : names.join(' · ');
}

/** `164 problems × 10 attempts, 700 of 1,640 passed; 12 never solved, 30 always; intervals at 90%`. */
export function describeCounts({ summary, options }: EvalAnalysis): string {
  const { numProblems, numAttempts, numCorrect, minSamples, maxSamples, numNeverSolved, numAlwaysSolved } = summary;
  const samples =
    minSamples === maxSamples
      ? formatQuantity(minSamples, 'attempt')
      : `${formatCount(minSamples)} to ${formatCount(maxSamples)} attempts`;
  return (
    `${formatQuantity(numProblems, 'problem')} × ${samples}, ${formatCount(numCorrect)} of ${formatCount(numAttempts)} passed; ` +
    `${formatQuantity(numNeverSolved, 'problem')} never solved, ${formatCount(numAlwaysSolved)} always; ` +
    `intervals at ${formatLevel(options.level)}`
  );
}

function describeSources(sources: readonly string[]): readonly string[] {
  const shown = sources.slice(0, MAX_SOURCES).map((source) => quoteLogText(source, 200));
  const numHidden = sources.length - shown.length;
  return numHidden === 0 ? shown : [...shown, `and ${formatQuantity(numHidden, 'more file')}`];
}

/** Names in a column, what they name beside them, broken to the width. */
function labeled(entries: readonly (readonly [string, string])[], width: number): readonly string[] {
  const labelWidth = Math.max(...entries.map(([label]) => label.length)) + 2;
  return entries.flatMap(([label, text]) =>
    wrapText(text, width - labelWidth).map((line, index) => (index === 0 ? label : '').padEnd(labelWidth) + line),
  );
}

function paragraphs(texts: readonly string[], width: number, hanging = ''): readonly string[] {
  return texts.flatMap((text) =>
    wrapText(text, width - hanging.length).map((line, index) => (index === 0 ? line : hanging + line)),
  );
}

function section(lines: readonly string[], paint: (text: string) => string): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines.map((line) => paint(indent(line)))];
}

function indentAll(lines: readonly string[]): readonly string[] {
  return lines.map(indent);
}

function indent(line: string): string {
  return INDENT + line;
}
