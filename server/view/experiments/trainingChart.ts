import type { ChartModel } from '../../protocol/panel.ts';
import { formatCount, formatSignificant } from '../../text/formatNumber.ts';
import { line } from '../drawCurve.ts';

interface LossPoint {
  readonly epoch: number;
  readonly loss: number;
}

/** Mean training loss of an image by epoch; while it trains, up to now. */
export function trainingChart(losses: readonly LossPoint[], epochs: number, isRunning = false): ChartModel {
  const text = (loss: number): string => formatSignificant(loss, 4);
  const last = losses.at(-1);
  const points = losses.map(({ epoch, loss }) => ({
    ...{ x: epoch, y: loss, at: `epoch ${formatCount(epoch)}`, text: text(loss) },
  }));
  const values = losses.map(({ loss }) => loss);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return {
    id: 'training',
    title: 'Training loss',
    summary:
      last === undefined
        ? ''
        : `The loss of an image is ${text(last.loss)} in epoch ${formatCount(last.epoch)} of ${formatCount(epochs)}.`,
    x: { label: 'Epoch', scale: 'linear', format: 'count', min: 0, max: Math.max(epochs, 1) },
    y: { label: 'Mean loss of an image', scale: 'linear', format: 'plain', min: low - 0.05 * (high - low), max: high },
    series: [line({ id: 'loss', label: 'Loss', role: 'prediction', stroke: 'solid' }, points)],
    regions: [],
    marks: [],
    table: {
      columns: [
        { label: 'Epoch', align: 'right' },
        { label: 'Loss', align: 'right' },
      ],
      rows: losses.map(({ epoch, loss }) => [formatCount(epoch), text(loss)]),
    },
    ...(losses.length < 2 && {
      absentBecause: isRunning ? 'The first epochs are under way.' : 'Training ended before there was a curve.',
    }),
  };
}
