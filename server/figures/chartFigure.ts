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
  const all = shown.flatMap(({ points }) => points);
  const axes: Axes = {
    x: axisOf(
      chart.x,
      all.map(({ x }) => x),
    ),
    y: axisOf(chart.y, all.flatMap(heights)),
    floor: chart.y.scale === 'log' ? extentOf(chart.y, all.flatMap(heights))[0] : -Infinity,
  };
  return {
    layer: [
      ...regionLayers(chart, axes),
      ...markLayers(chart, axes),
      ...fromBack.flatMap((series) => seriesLayers(series, axes, scaleOf)),
    ],
  };
}

function seriesRows({ id }: ChartModel, { label, kind, points }: ChartSeries): readonly FigureRow[] {
  const row = { panel: id, curve: label };
  return points.flatMap(({ x, y, low, high }) => [
    { ...row, source: kind, x, y },
    ...(low === undefined || high === undefined ? [] : [{ ...row, source: 'interval', x, y: low, z: high }]),
  ]);
}

/** Both axes as encodings, which need a field. */
interface Axes {
  readonly x: object;
  readonly y: object;
  /** What is below has no place: 0 on a log axis. */
  readonly floor: number;
}

const TEXT = { fontSize: 11, color: '#666', align: 'left', dx: 5 } as const;

function regionLayers({ regions }: ChartModel, { x }: Axes): readonly object[] {
  return regions.flatMap(({ fromX, toX, label }) => {
    const layer = (mark: object, encoding: object): object => ({
      data: { values: [{ fromX, toX, label }] },
      mark: { clip: true, ...mark },
      encoding: { x: { ...x, field: 'fromX' }, ...encoding },
    });
    return [
      layer({ type: 'rect', color: '#f4f4f4' }, { x2: { field: 'toX' } }),
      layer({ ...TEXT, type: 'text' }, { y: { value: SIZE.height - 10 }, text: { field: 'label' } }),
    ];
  });
}

/** Straight lines across the chart. */
function markLayers({ marks }: ChartModel, axes: Axes): readonly object[] {
  return marks.flatMap(({ axis, at, label }) => {
    const place = { [axis]: { ...axes[axis], field: 'at' } };
    const text = axis === 'x' ? { y: { value: 10 } } : { x: { value: 0 } };
    const data = { values: [{ at, label }] };
    return [
      { data, mark: { type: 'rule', color: '#666', strokeDash: DASHES.dotted, clip: true }, encoding: place },
      { data, mark: { ...TEXT, type: 'text', dy: -7 }, encoding: { ...place, ...text, text: { field: 'label' } } },
    ];
  });
}

/** A point as Vega-Lite takes it; `end` is where a bar ends. */
type Drawn = Partial<Record<'x' | 'y' | 'low' | 'high' | 'xLow' | 'xHigh' | 'end', number | undefined>> & {
  readonly id: string;
};

/** What one series needs, in the order in which it is drawn: intervals below their points. */
function seriesLayers({ id, kind, points }: ChartSeries, { x, y, floor }: Axes, scaleOf: ScaleOf): readonly object[] {
  const next = points.slice(1).map((point) => point.x);
  // The last point of bars only ends the last cell.
  const drawn = kind === 'bars' ? points.slice(0, -1) : points;
  const values = drawn.map((point, i): Drawn => {
    const { low, high, xLow, xHigh } = point;
    const ends = { ...(low !== undefined && { low: Math.max(low, floor) }), high, xLow, xHigh };
    return { id, x: point.x, y: point.y, ...ends, end: next[i] };
  });
  const layer = (mark: object, encoding: object, shown: readonly object[] = values): object => ({
    data: { values: shown },
    mark: { clip: true, ...mark },
    encoding: { x: { ...x, field: 'x' }, y: { ...y, field: 'y' }, color: scaleOf(colorOf), ...encoding },
  });
  switch (kind) {
    case 'line':
      return [layer({ type: 'line' }, { strokeDash: scaleOf(({ stroke }) => DASHES[stroke]) })];
    case 'band':
      return [layer({ type: 'area', opacity: 0.15 }, { y: { ...y, field: 'low' }, y2: { field: 'high' } })];
    case 'bars':
      return [layer({ type: 'rect', opacity: 0.45 }, { x2: { field: 'end' }, y2: { datum: 0 } })];
    case 'points': {
      const shape = scaleOf((each) => SHAPES[each.kind]);
      const rule = { type: 'rule', opacity: 0.5 };
      const upright = values.filter(({ low }) => low !== undefined);
      const level = values.filter(({ xLow }) => xLow !== undefined);
      return [
        ...(upright.length === 0 ? [] : [layer(rule, { y: { ...y, field: 'low' }, y2: { field: 'high' } }, upright)]),
        ...(level.length === 0 ? [] : [layer(rule, { x: { ...x, field: 'xLow' }, x2: { field: 'xHigh' } }, level)]),
        layer({ type: 'point', filled: true, size: 34, opacity: 1 }, { shape }),
      ];
    }
  }
}

function heights({ y, low, high }: ChartPoint): readonly number[] {
  return [y, low, high].filter((value) => value !== undefined);
}

function axisOf({ label, scale, format, ticksFrom, ...axis }: ChartAxis, values: readonly number[]): object {
  const [from, to] = extentOf(axis, values);
  if (scale === 'log') return logAxis('x', label, [from, to], LOG_FORMATS[format], ticksFrom);
  const domain = { domainMin: from, domainMax: to, nice: axis.max === undefined };
  return { type: 'quantitative', title: label, scale: domain, axis: { format: LINEAR_FORMATS[format] } };
}

function extentOf({ min, max }: Pick<ChartAxis, 'min' | 'max'>, values: readonly number[]): [number, number] {
  return [min ?? Math.min(...values), max ?? Math.max(...values)];
}

const LOG_FORMATS: Record<AxisFormat, string> = {
  percent: '~%',
  count: '~s',
  plain: '~g',
  usd: '$~g',
  flops: '~s',
};
const LINEAR_FORMATS: Record<AxisFormat, string> = { ...LOG_FORMATS, count: ',.4~r', plain: '.4~r' };

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

/** In a legend of points, where a line is a path of Vega. */
const SHAPES: Record<ChartSeries['kind'], string> = {
  points: 'circle',
  line: 'M-2.4,0L2.4,0',
  band: 'square',
  bars: 'square',
};

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
  passHatK: GRAY,
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
