import type { EvalAnalysis } from '../core/analysis.ts';
import type { ChartModel, EvalPanel, PanelModel, PictureRow, PlanText } from '../protocol/panel.ts';
import type { ReadIssue } from '../readers/readResult.ts';
import { describeAssumptions, describeCost } from '../text/describeCost.ts';
import { describeFits } from '../text/describeFit.ts';
import { describeIndependence } from '../text/describeIndependence.ts';
import { describePrediction } from '../text/describePrediction.ts';
import { describeScaling } from '../text/describeScaling.ts';
import { describeWarning } from '../text/describeWarning.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import { flopsContours, tokenContours } from './contourCharts.ts';
import { costChart } from './costChart.ts';
import { coverageChart } from './coverageChart.ts';
import { difficultyChart } from './difficultyChart.ts';
import { headlines } from './headlines.ts';
import { capitalize } from '../text/capitalize.ts';
import { lossChart, lossCostChart } from './lossChart.ts';
import { orderChart } from './orderChart.ts';
import { orderMatrix } from './orderMatrix.ts';
import { planTable } from './planTable.ts';
import { spectrumChart } from './spectrumChart.ts';
import { problemTable } from './problemTable.ts';
import { rankingTables } from './rankingTables.ts';

export interface PanelInput {
  /** File name, for the title. */
  readonly title: string;
  readonly uri: string;
  readonly state: PanelModel['state'];
  /** Why the analysis failed, or how far it is. */
  readonly message?: string;
  readonly issues: readonly ReadIssue[];
  /** One for each evaluation of the log; empty until they are fitted. */
  readonly analyses: readonly EvalAnalysis[];
  /** More attempts that were planned, parallel to `analyses`; empty where nobody asked. */
  readonly plans?: readonly PlanText[];
  /** Of a log without a text, such as an archive: the titles of its lenses, parallel to `analyses`. */
  readonly lenses?: readonly string[];
}

/** What the panel of a log shows: every number with its words, and nothing left to compute. */
export function buildPanelModel({
  title,
  uri,
  state,
  message,
  issues,
  analyses,
  plans,
  lenses,
}: PanelInput): PanelModel {
  return {
    title: quoteLogText(title),
    uri,
    state,
    ...(message === undefined ? {} : { message }),
    issues: issues.filter(({ severity }) => severity !== 'info').map((issue) => issue.message),
    evals: analyses.map((analysis, index) => evalPanel(analysis, plans?.[index], lenses?.[index])),
    hasText: lenses === undefined,
  };
}

function evalPanel(analysis: EvalAnalysis, plan: PlanText | undefined, lens: string | undefined): EvalPanel {
  const { counts, warnings, fits, prediction, cost } = analysis;
  const planned = plan && planTable(counts, plan);
  const matrix = matrixPicture(analysis);
  return {
    task: quoteLogText(counts.task),
    model: quoteLogText(counts.model),
    scorer: quoteLogText(counts.scorer),
    headlines: headlines(analysis),
    warnings: warnings.map(describeWarning),
    laws: describeFits(fits).map(({ law, text }) => ({ name: capitalize(law), text })),
    readings: describeScaling(analysis).map(({ name, text }) => ({ name: capitalize(name), text })),
    costs: [
      ...(plan === undefined ? [] : [{ name: plan.name, text: plan.text, definition: plan.definition }]),
      ...describeCost(cost).map(({ name, answer, definition }) => ({
        name: capitalize(name),
        text: answer,
        definition,
      })),
    ],
    assumptions: [
      describePrediction(prediction),
      // Where it is tested, its chart says so.
      ...(analysis.independence.kind === 'notTested' ? [describeIndependence(analysis.independence)] : []),
      ...describeAssumptions(cost.model),
    ],
    charts: [
      coverageChart(analysis),
      lossChart(analysis),
      difficultyChart(analysis),
      costChart(analysis),
      ...orderCharts(analysis),
    ],
    computeCharts: [lossCostChart(analysis), flopsContours(analysis), tokenContours(analysis)],
    rankings: [...(planned ? [planned] : []), ...rankingTables(analysis)],
    ...(matrix && { pictures: [matrix] }),
    ...(lens !== undefined && { inPlaceOfText: { lens, problems: problemTable(analysis) } }),
  };
}

/** Where the order of the attempts tells something. */
function orderCharts(analysis: EvalAnalysis): readonly ChartModel[] {
  if (analysis.independence.kind === 'notTested') return [];
  const spectrum = spectrumChart(analysis.counts);
  return [orderChart(analysis, analysis.independence), ...(spectrum === undefined ? [] : [spectrum])];
}

/** Eq. 15 itself, where the order of the attempts tells something. */
function matrixPicture({ independence, counts }: EvalAnalysis): PictureRow | undefined {
  return independence.kind === 'notTested' ? undefined : orderMatrix(counts);
}
