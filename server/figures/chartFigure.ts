import type { AxisFormat, ChartAxis, ChartModel, ChartPoint, ChartSeries, SeriesRole } from '../protocol/panel.ts';
import { COLORS, type Figure, FIGURE_CONFIG, type FigureRow, logAxis } from './figure.ts';

/** Of a chart, and of one of several side by side, in pixels. */
const SIZE = { width: 520, height: 340 };
const SMALL_SIZE = { width: 230, height: 160 };

/**
 * A chart of the panel, drawn for paper and slides, with the numbers of all that the panel can show. It shows what the panel shows at first;
 * settings that the panel shows one by one stand side by side.
 */
export function chartFigure(name: string, chart: ChartModel): Figure {
  const { title, series } = chart;
  const spec = chart.y.fitsShown ? sideBySide(chart) : { ...SIZE, ...layersOf(chart, shownAtFirst(series)) };
  return {
    name,
    rows: series.flatMap((each) => seriesRows(chart, each)),
    spec: { config: FIGURE_CONFIG, title, ...spec },
  };
}

function shownAtFirst(series: readonly ChartSeries[]): readonly ChartSeries[] {
  return series.filter(({ visible }) => visible);
}

/** A view for each setting, under the longest label, which names the setting and what was fitted to it. */
function sideBySide(chart: ChartModel): object {
  const concat = settingsOf(chart.series).map((setting) => {
    const [text] = setting.map(({ label }) => label).sort((a, b) => b.length - a.length);
    const title = { text, fontSize: 11, fontWeight: 'normal', offset: 4 };
    return { title, ...SMALL_SIZE, ...layersOf(chart, setting, scalesOf(chart.series, null)) };
  });
  return { columns: 3, concat };
}

/** The series of a setting stand together, and have one color. */
function settingsOf(series: readonly ChartSeries[]): readonly (readonly ChartSeries[])[] {
  const settings: ChartSeries[][] = [];
  for (const each of series) {
    const last = settings.at(-1);
    if (last?.[0]?.role === each.role) last.push(each);
    else settings.push([each]);
  }
  return settings;
}

/** From back to front: a line hides no points, and many points hide a line. */
const FROM_BACK: readonly ChartSeries['kind'][] = ['band', 'bars', 'points', 'line'];

function layersOf(chart: ChartModel, shown: readonly ChartSeries[], scaleOf = scalesOf(shown)): object {
  const fromBack = FROM_BACK.flatMap((kind) => shown.filter((series) => series.kind === kind).reverse());
  return {
    layer: [...regionLayers(chart), ...fromBack.flatMap((series) => seriesLayers(chart, series, shown, scaleOf))],
  };
}

function seriesRows({ id }: ChartModel, { label, kind, points }: ChartSeries): readonly FigureRow[] {
  const row = { panel: id, curve: label };
  return points.flatMap(({ x, y, low, high }) => [
    { ...row, source: kind, x, y },
    ...(low === undefined || high === undefined ? [] : [{ ...row, source: 'interval', x, y: low, z: high }]),
  ]);
}

function regionLayers({ regions, x }: ChartModel): readonly object[] {
  return regions.map(({ fromX, toX }) => ({
    data: { values: [{ fromX, toX }] },
    mark: { type: 'rect', color: '#f2f2f2' },
    encoding: { x: axisOf(x, 'fromX', [fromX, toX]), x2: { field: 'toX' } },
  }));
}

/** What one series needs, in the order in which it is drawn: an interval below its points. */
function seriesLayers(
  chart: ChartModel,
  series: ChartSeries,
  shown: readonly ChartSeries[],
  scaleOf: ScaleOf,
): readonly object[] {
  const { id, kind, points } = series;
  const next = points.slice(1).map((point) => point.x);
  // The last point of bars only ends the last cell.
  const drawn = kind === 'bars' ? points.slice(0, -1) : points;
  const values = drawn.map(({ x, y, low, high }, i) => ({ id, x, y, low, high, end: next[i] }));
  const all = shown.flatMap((each) => each.points);
  const x = axisOf(
    chart.x,
    'x',
    all.map((point) => point.x),
  );
  const y = axisOf(chart.y, 'y', all.flatMap(heights));
  const layer = (mark: object, encoding: object): object => ({
    data: { values },
    mark: { clip: true, ...mark },
    encoding: { x, y, color: scaleOf(colorOf), ...encoding },
  });
  switch (kind) {
    case 'line':
      return [layer({ type: 'line' }, { strokeDash: scaleOf(({ stroke }) => DASHES[stroke]) })];
    case 'band':
      return [layer({ type: 'area', opacity: 0.15 }, { y: { ...y, field: 'low' }, y2: { field: 'high' } })];
    case 'bars':
      return [layer({ type: 'rect', opacity: 0.45 }, { x2: { field: 'end' }, y2: { datum: 0 } })];
    case 'points': {
      const shape = scaleOf((each) => (each.kind === 'points' ? 'circle' : STROKE));
      const interval = layer({ type: 'rule', opacity: 0.5 }, { y: { ...y, field: 'low' }, y2: { field: 'high' } });
      const markers = layer({ type: 'point', filled: true, size: 34, opacity: 1 }, { shape });
      return points.some(({ low }) => low !== undefined) ? [interval, markers] : [markers];
    }
  }
}

function heights({ y, low, high }: ChartPoint): readonly number[] {
  return [y, low, high].filter((value) => value !== undefined);
}

function axisOf({ label, scale, format, min, max }: ChartAxis, field: string, values: readonly number[]): object {
  const from = min ?? Math.min(...values);
  const to = max ?? Math.max(...values);
  if (scale === 'log') return logAxis(field, label, [from, to], FORMATS[format]);
  const ofLinear = format === 'count' ? ',.4~r' : FORMATS[format];
  const domain = { domainMin: from, domainMax: to, nice: max === undefined };
  return { field, type: 'quantitative', title: label, scale: domain, axis: { format: ofLinear } };
}

const FORMATS: Record<AxisFormat, string> = { percent: '.0%', count: '~s', plain: '.4~r', usd: '$~g', flops: '~s' };

type ScaleOf = (of: (series: ChartSeries) => unknown) => object;

/** An encoding by the series shown; one legend for all of them, in which what has the same label stands once. */
function scalesOf(shown: readonly ChartSeries[], legend?: null): ScaleOf {
  const labels = shown.map(({ label }) => label);
  const values = shown.filter(({ label }, i) => labels.indexOf(label) === i).map(({ id }) => id);
  const labelExpr = `${JSON.stringify(Object.fromEntries(shown.map(({ id, label }) => [id, label])))}[datum.label]`;
  const hasPoints = shown.some(({ kind }) => kind === 'points');
  return (of) => ({
    field: 'id',
    type: 'nominal',
    title: null,
    scale: { domain: shown.map(({ id }) => id), range: shown.map(of) },
    legend:
      legend === null
        ? null
        : { values, labelExpr, symbolOpacity: 1, ...(hasPoints && { symbolSize: 60, labelOffset: 8 }) },
  });
}

/** A line in a legend of points, as a path of Vega. */
const STROKE = 'M-2.4,0L2.4,0';

const DASHES: Record<ChartSeries['stroke'], readonly number[]> = {
  solid: [1, 0],
  dashed: [7, 4],
  dotted: [2, 3],
  dashDotted: [8, 3, 2, 3],
  longDashed: [13, 4],
};

const [BLUE, RED, GREEN, PURPLE, SKY, ORANGE, BLACK, OLIVE] = COLORS;
const GRAY = '#777777';

function colorOf({ role }: ChartSeries): string {
  return ROLE_COLORS[role];
}

/** No two laws share a color. */
const ROLE_COLORS: Record<SeriesRole, string> = {
  observed: BLACK,
  prediction: BLUE,
  band: BLACK,
  betaBinomial: ORANGE,
  zeroInflated: PURPLE,
  leastSquares: GREEN,
  powerLaw: RED,
  effectiveK: SKY,
  asymptote: GRAY,
  density: BLUE,
  never: GRAY,
  cost: BLUE,
  contour: BLUE,
  target: OLIVE,
  category1: BLUE,
  category2: RED,
  category3: GREEN,
  category4: ORANGE,
  category5: PURPLE,
  category6: SKY,
};
