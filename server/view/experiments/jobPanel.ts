import type { ExperimentResult } from '../../protocol/experimentResult.ts';
import type { JobProgress, JobRecord, JobState } from '../../protocol/job.ts';
import type { EvalPanel, PanelModel } from '../../protocol/panel.ts';
import { formatCount, formatPercent, formatQuantity, formatSignificant } from '../../text/formatNumber.ts';
import { describeEngine } from './describeEngine.ts';
import { resultPanels } from './resultPanels.ts';
import { trainingChart } from './trainingChart.ts';

export interface JobInput {
  readonly uri: string;
  readonly record: JobRecord;
  /** As found: `interrupted` where the record says that it runs and nothing does. */
  readonly state: JobState;
  readonly progress?: JobProgress;
  readonly result?: ExperimentResult;
}

/** What the panel of an experiment shows: the loss while it trains, then the figures of the paper. */
export function jobPanel({ uri, record, state, progress, result }: JobInput): PanelModel {
  const title = record.title;
  switch (state.kind) {
    case 'done':
      return { title, uri, state: 'ready', evals: result ? resultPanels(result) : [] };
    case 'queued':
      return { title, uri, state: 'analysing', message: 'Waits for its turn.', evals: [] };
    case 'running':
      return { title, uri, state: 'analysing', evals: progress ? [progressPanel(record, progress, true)] : [] };
    case 'cancelled':
      return { title, uri, state: 'failed', message: 'Cancelled.', evals: [] };
    case 'interrupted':
    case 'failed':
      return {
        title,
        uri,
        state: 'failed',
        message: state.message,
        evals: progress ? [progressPanel(record, progress, false)] : [],
      };
  }
}

/** How far an experiment is, or was when it ended. */
function progressPanel({ title, spec }: JobRecord, progress: JobProgress, isRunning: boolean): EvalPanel {
  const { activity, epoch, epochs, loss, rate, secondsLeft, fraction, engine, losses } = progress;
  return {
    ...{ task: title, model: activity, scorer: '', warnings: [], laws: [] },
    // Below the curve, which is what one looks at.
    assumptions: engine ? describeEngine(engine) : [],
    ...{ readings: [], costs: [], computeCharts: [] },
    headlines: [
      { label: 'Done', value: formatPercent(fraction), detail: activity },
      ...(engine ? [{ label: 'Engine', value: engine.used, detail: formatQuantity(engine.threads, 'thread') }] : []),
      ...(epoch === undefined || epochs === undefined
        ? []
        : [{ label: 'Epoch', value: formatCount(epoch), detail: `of ${formatCount(epochs)}` }]),
      ...(loss === undefined ? [] : [{ label: 'Loss', value: formatSignificant(loss, 4), detail: 'mean of an image' }]),
      ...(rate
        ? [
            {
              label: 'Rate',
              value: `${formatSignificant(rate.value, 3)} ${rate.unit}`,
              detail:
                secondsLeft === undefined || !isRunning ? '' : `about ${formatCount(Math.ceil(secondsLeft))} s left`,
            },
          ]
        : []),
    ],
    charts: [trainingChart(losses, epochs ?? spec.epochs, isRunning)],
  };
}
