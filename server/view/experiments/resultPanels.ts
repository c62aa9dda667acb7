import type {
  ExperimentResult,
  MemoryRun,
  ThresholdResult,
  VaeResult,
  VaeRun,
  VaeSampling,
} from '../../protocol/experimentResult.ts';
import type { CostText, EvalPanel, Headline } from '../../protocol/panel.ts';
import { compareMemory, compareVae, type PaperComparison } from '../../text/comparePaper.ts';
import { formatLevel } from '../../text/formatEstimate.ts';
import {
  formatCount,
  formatParameter,
  formatPercent,
  formatQuantity,
  formatSignificant,
} from '../../text/formatNumber.ts';
import { bestErrorChart } from './bestErrorChart.ts';
import { describeEngine } from './describeEngine.ts';
import { describeDecay, eigenvalueChart } from './eigenvalueChart.ts';
import { failureChart } from './failureChart.ts';
import { matrixRow } from '../matrixRow.ts';
import { imageRows } from './pictures.ts';
import { nameRetrieval, retrievalCharts } from './retrievalChart.ts';
import { nameThreshold, thresholdChart } from './thresholdChart.ts';
import { trainingChart } from './trainingChart.ts';

/** What the paper's figures show of a result: one part for each seed, and for each temperature of a VAE. */
export function resultPanels(result: ExperimentResult): readonly EvalPanel[] {
  return result.model === 'vae'
    ? result.runs.flatMap((run) => run.samplings.map((sampling) => vaePanel(result, run, sampling)))
    : result.runs.map((run) => memoryPanel(result, run));
}

function vaePanel(result: VaeResult, { seed, training }: VaeRun, sampling: VaeSampling): EvalPanel {
  const { thresholds, correlation, bestError, images, temperature, errorQuantiles, meanErrorAtMean } = sampling;
  const middle = errorQuantiles[Math.floor(errorQuantiles.length / 2)];
  return {
    ...common(result, `VAE on ${result.data.name}`, `seed ${String(seed)}, T = ${String(temperature)}`),
    headlines: [
      engineHeadline(result),
      headline(
        'Images × attempts',
        `${formatCount(result.spec.images)} × ${formatCount(sampling.attempts)}`,
        result.data.origin,
      ),
      headline(
        'Cross-entropy',
        formatSignificant(training.crossEntropy, 4),
        `divergence ${formatSignificant(training.divergence, 3)}, an image, last epoch`,
      ),
      headline(
        'Error at z = μ',
        formatParameter(meanErrorAtMean),
        middle ? `${formatLevel(middle.level)} quantile of attempts ${formatParameter(middle.error)}` : '',
      ),
    ],
    comparisons: compareVae([sampling]).map(beside),
    readings: correlation ? [{ name: 'Are trials correlated?', text: independence(sampling) }] : [],
    laws: thresholds.map((threshold) => ({ name: nameThreshold(threshold), text: describeThreshold(threshold) })),
    charts: [
      thresholdChart(sampling),
      bestErrorChart(bestError),
      ...(correlation ? [eigenvalueChart(correlation)] : []),
      failureChart(
        thresholds.map((threshold) => ({ name: nameThreshold(threshold), counts: threshold.failureHistogram })),
      ),
      trainingChart(training.losses, result.spec.epochs),
    ],
    pictures: [...imageRows(images), ...(correlation ? [matrixRow(correlation.matrix, correlation.trials)] : [])],
  };
}

function describeThreshold({ passAtK, effectiveK, bestEffectiveK }: ThresholdResult): string {
  const last = passAtK.at(-1);
  return [
    `pass@1 ${formatPercent(passAtK[0]?.value ?? 0)}, pass@${formatCount(last?.k ?? 1)} ${formatPercent(last?.value ?? 0)}`,
    ...(effectiveK ? [`Eq. 10 with the κ of the eigenvalues: RMSE ${formatParameter(effectiveK.rmse)}`] : []),
    `with the best κ, ${formatParameter(bestEffectiveK.kappa)}: RMSE ${formatParameter(bestEffectiveK.rmse)}`,
  ].join('; ');
}

function memoryPanel(result: Extract<ExperimentResult, { model: 'memory' }>, run: MemoryRun): EvalPanel {
  const { seed, training, retrievals } = run;
  return {
    ...common(result, `Memory of ${result.data.name}`, `seed ${String(seed)}`),
    headlines: [
      engineHeadline(result),
      headline('Images', formatCount(result.spec.images), result.data.origin),
      headline(
        'Recalled without noise',
        formatPercent(training.accuracy),
        `after ${formatCount(result.spec.epochs)} epochs`,
      ),
    ],
    comparisons: compareMemory(retrievals).map(beside),
    readings: [],
    laws: retrievals.map(({ beta, passAtK, ...setting }) => ({
      name: nameRetrieval(setting),
      text: [
        `pass@1 ${formatPercent(passAtK[0]?.value ?? 0)}`,
        ...(beta
          ? [
              `failures Beta(${formatParameter(beta.alpha)}, ${formatParameter(beta.beta)}), RMSE ${formatParameter(beta.rmse)}`,
            ]
          : []),
      ].join('; '),
    })),
    charts: [
      ...retrievalCharts(retrievals),
      failureChart(
        retrievals.map(({ failureHistogram, beta, ...setting }) => ({
          ...{ name: nameRetrieval(setting), counts: failureHistogram, ...(beta && { beta }) },
        })),
      ),
      trainingChart(training.losses, result.spec.epochs),
    ],
  };
}

type Common = Pick<EvalPanel, 'task' | 'model' | 'scorer' | 'warnings' | 'assumptions' | 'costs' | 'computeCharts'>;

function common({ spec, engine, data }: ExperimentResult, task: string, model: string): Common {
  const synthetic = 'The images are drawn by the product: no number here is a result of the paper.';
  return {
    ...{ task, model, scorer: '', costs: [], computeCharts: [] },
    warnings: data.name === 'synthetic' ? [synthetic] : [],
    assumptions: [
      `${formatCount(spec.epochs)} epochs, batches of ${formatCount(spec.batchSize)}, Adam ${String(spec.learningRate)}.`,
      ...describeEngine(engine),
      'The evaluation log of this run is evaluation.csv beside it; report.md has the tables, over all seeds.',
    ],
  };
}

function beside({ topic, paper, run }: PaperComparison): CostText {
  return { name: topic, text: run, definition: `The paper says: ${paper}` };
}

function independence({ correlation }: VaeSampling): string {
  if (!correlation) return '';
  const { mean, standardDeviation, expectedDeviation } = correlation.withinImages;
  return (
    `Within images, trials correlate by ${mean.toFixed(4)} on average, with a spread of ${formatParameter(standardDeviation)}; ` +
    `independent ones would by 0, with a spread of ${formatParameter(expectedDeviation)}. Eigenvalues: ${correlation.decays.map(describeDecay).join('; ')}.`
  );
}

function engineHeadline({ engine }: ExperimentResult): Headline {
  return headline(
    'Engine',
    engine.used,
    `${formatQuantity(engine.threads, 'thread')}${engine.fallbacks.length === 0 ? '' : '; why not another: see below'}`,
  );
}

function headline(label: string, value: string, detail: string): Headline {
  return { label, value, detail };
}
