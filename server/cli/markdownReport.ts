import type { EvalAnalysis } from '../core/analysis.ts';
import { capitalize } from '../text/capitalize.ts';
import { describeAssumptions, describeCost } from '../text/describeCost.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { describeCurve } from '../text/describeCurve.ts';
import { describeCurveFits, describeFits } from '../text/describeFit.ts';
import { describeIndependence } from '../text/describeIndependence.ts';
import { describePassHatK } from '../text/describeObserved.ts';
import { describePrediction } from '../text/describePrediction.ts';
import { describeScaling } from '../text/describeScaling.ts';
import { describeWarning } from '../text/describeWarning.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';
import { markdownTable } from '../text/markdownTable.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import type { EvalReport, Report } from './report.ts';
import { CURVE_COLUMNS, curveCells, PASS_COLUMNS, passCells } from './reportRows.ts';
import { describeCounts, evalTitle } from './textReport.ts';

/** The report as GitHub-flavored markdown, e.g. for a comment of a CI job. Text from logs is escaped; our own needs no escaping. */
export function markdownReport({ evals, curves }: Report): string {
  return [...evals.map(blockOf), ...curves.map(curveBlockOf)].map((block) => `${block.join('\n')}\n`).join('\n');
}

function curveBlockOf({ sources, analysis }: EvalReport): readonly string[] {
  return [
    `## ${escapeMarkdown(evalTitle(analysis))}`,
    '',
    `${describeCurve(recordedCurve(analysis.counts))}. From ${sources.map((source) => escapeMarkdown(quoteLogText(source, 200))).join(', ')}.`,
    '',
    markdownTable(
      CURVE_COLUMNS.map(({ label }) => label),
      curveCells(analysis),
    ),
    '',
    markdownTable(
      ['law', 'fit'],
      describeCurveFits(analysis.fits).map(({ law, text }) => [law, text]),
    ),
    '',
    ...readings(analysis),
  ];
}

function readings(analysis: EvalAnalysis): readonly string[] {
  return describeScaling(analysis).map(({ name, text }) => `- ${capitalize(name)}: ${text}`);
}

function blockOf({ sources, analysis }: EvalReport): readonly string[] {
  const { prediction, cost, fits, warnings } = analysis;
  return [
    `## ${escapeMarkdown(evalTitle(analysis))}`,
    '',
    `${describeCounts(analysis)}. From ${sources.map((source) => escapeMarkdown(quoteLogText(source, 200))).join(', ')}.`,
    '',
    markdownTable(
      PASS_COLUMNS.map(({ label }) => label),
      passCells(analysis),
    ),
    '',
    ...[describePassHatK(analysis)].filter((text) => text !== '').flatMap((text) => [text, '']),
    describePrediction(prediction),
    '',
    describeIndependence(analysis.independence),
    '',
    markdownTable(
      ['law', 'fit'],
      describeFits(fits).map(({ law, text }) => [law, text]),
    ),
    '',
    ...readings(analysis),
    '',
    markdownTable(
      ['which k?', 'answer', 'definition'],
      describeCost(cost).map(({ name, answer, definition }) => [name, answer, definition]),
    ),
    '',
    ...describeAssumptions(cost.model).map((text) => `- Assumed: ${text}`),
    ...warnings.map((warning) => `- ⚠ ${escapeMarkdown(describeWarning(warning))}`),
  ];
}
