import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
} from 'chart.js';
import type { ChartPoint } from '../server/protocol/panel.ts';
import { axisExtent, type ChartView } from './chartView.ts';
import { drawFrame } from './drawFrame.ts';
import { drawIntervals } from './drawIntervals.ts';
import { seriesStyle } from './seriesStyle.ts';
import { formatTick, logTicks } from './ticks.ts';

Chart.register(LinearScale, LogarithmicScale, LineController, LineElement, PointElement, Tooltip);

/** A line of a tooltip: it stays inside a chart of 350 pixels. */
const TOOLTIP_CHARACTERS = 44;

type Configuration = ChartConfiguration<'line', ChartPoint[]>;

/** Everything chart.js needs to draw a view; no animation, so that nothing moves that the user did not move. */
export function chartConfig(view: ChartView): Configuration {
  return {
    type: 'line',
    data: { datasets: chartDatasets(view) },
    options: chartOptions(view),
    plugins: [drawFrame(view), drawIntervals(view)],
  };
}

/** One dataset a series, in its order, the first on top. Bands and bars are drawn by `drawIntervals`, of those the dataset holds only the points. */
export function chartDatasets({ model, theme, isShown }: ChartView): ChartDataset<'line', ChartPoint[]>[] {
  return model.series.map((series) => {
    const style = seriesStyle(series, theme);
    return {
      label: series.label,
      data: [...series.points],
      hidden: !isShown(series),
      showLine: series.kind === 'line',
      // Markers at the ends of an axis stay whole.
      clip: series.kind === 'points' ? 6 : 0,
      borderColor: style.color,
      borderWidth: style.width,
      borderDash: style.dash,
      borderJoinStyle: 'round',
      pointStyle: style.marker,
      pointRadius: series.kind === 'points' ? 3 : 0,
      pointHoverRadius: series.kind === 'points' ? 5 : 4,
      pointHitRadius: series.kind === 'band' ? 0 : 8,
      pointBackgroundColor: series.kind === 'points' ? style.color : theme.background,
      pointBorderColor: style.color,
      pointBorderWidth: 1.5,
      // A line with segment options is stroked directly rather than through a Path2D, which an export to SVG could not read.
      segment: {},
    };
  });
}

export function chartOptions(view: ChartView): NonNullable<Configuration['options']> {
  const { model, theme } = view;
  const font = { family: theme.fontFamily, size: 11 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    font,
    color: theme.foreground,
    layout: { padding: { top: 6, right: 12 } },
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: { x: scaleOptions(view, 'x'), y: scaleOptions(view, 'y') },
    plugins: {
      tooltip: {
        backgroundColor: theme.background,
        borderColor: theme.muted,
        borderWidth: 1,
        titleColor: theme.foreground,
        bodyColor: theme.foreground,
        titleFont: { ...font, weight: 'bold' },
        bodyFont: font,
        cornerRadius: 3,
        padding: 8,
        boxWidth: 8,
        boxHeight: 8,
        boxPadding: 4,
        filter: ({ datasetIndex, dataIndex }) => {
          const series = model.series[datasetIndex];
          return series !== undefined && series.kind !== 'band' && series.points[dataIndex]?.text !== '';
        },
        callbacks: {
          title: ([item]) => (item === undefined ? '' : (pointOf(view, item.datasetIndex, item.dataIndex)?.at ?? '')),
          label: ({ dataset, datasetIndex, dataIndex }) =>
            wrapWords(
              `${dataset.label ?? ''} ${pointOf(view, datasetIndex, dataIndex)?.text ?? ''}`,
              TOOLTIP_CHARACTERS,
            ),
          labelColor: ({ datasetIndex }) => {
            const series = model.series[datasetIndex];
            const color = series === undefined ? theme.muted : theme.colorOf(series.role);
            return { backgroundColor: color, borderColor: color };
          },
        },
      },
    },
  };
}

/** Lines of at most `length` characters, where the words allow it. */
function wrapWords(text: string, length: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > length) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

function pointOf({ model }: ChartView, datasetIndex: number, dataIndex: number): ChartPoint | undefined {
  return model.series[datasetIndex]?.points[dataIndex];
}

function scaleOptions(view: ChartView, name: 'x' | 'y') {
  const { model, theme } = view;
  const axis = model[name];
  const { min, max } = axisExtent(view, name);
  const font = { family: theme.fontFamily, size: 11 };
  const common = {
    position: name === 'x' ? ('bottom' as const) : ('left' as const),
    min,
    max,
    title: { display: true, text: axis.label, color: theme.foreground, font: { ...font, size: 12 } },
    border: { color: theme.muted },
    grid: { color: theme.grid, tickColor: theme.muted, tickLength: 4 },
  };
  const ticks = {
    color: theme.muted,
    font,
    maxRotation: 0,
    autoSkipPadding: 8,
    maxTicksLimit: 9,
    includeBounds: false,
  };
  if (axis.scale === 'linear')
    return {
      ...common,
      type: 'linear' as const,
      ticks: { ...ticks, callback: (value: string | number) => formatTick(Number(value), axis.format) },
    };
  return {
    ...common,
    type: 'logarithmic' as const,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = logTicks(axis.ticksFrom ?? min, max).map((value) => ({ value, major: true }));
    },
    ticks: { ...ticks, callback: (value: string | number) => formatTick(Number(value), axis.format) },
  };
}
