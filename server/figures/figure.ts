/** A number of a figure: a point of one series of one panel. */
export interface FigureRow {
  /** Which part of the figure. */
  readonly panel: string;
  /** Whose: the name of a curve, or the value of a parameter. */
  readonly curve: string;
  /** Data, or the equation that it is from. */
  readonly source: string;
  readonly x: number;
  readonly y: number;
  /** A third coordinate: of a color, or the far end of an area. */
  readonly z?: number;
}

/** A figure of the paper: its numbers, and how Vega-Lite draws them. */
export interface Figure {
  /** Of its file, without extension. */
  readonly name: string;
  readonly rows: readonly FigureRow[];
  /** A Vega-Lite specification, its data inside. */
  readonly spec: object;
}

/** The look that the figures share: black on white, for paper and slides. */
export const FIGURE_CONFIG = {
  background: 'white',
  font: 'Helvetica, Arial, sans-serif',
  padding: 12,
  view: { stroke: '#888' },
  axis: { gridColor: '#e8e8e8', labelFontSize: 12, titleFontSize: 13, titleFontWeight: 'normal', domainColor: '#888' },
  legend: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    symbolSize: 160,
    symbolStrokeWidth: 2.5,
    labelLimit: 0,
  },
  title: { fontSize: 14, fontWeight: 'bold', anchor: 'start', offset: 10 },
  line: { strokeWidth: 2.2, strokeJoin: 'round' },
} as const;

/** Okabe and Ito's colors, told apart by every eye. */
export const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000', '#999933'] as const;

/** Strokes by source: data solid, Eq. 6 and 7 dashed, Eq. 10 and asymptotes dotted. */
export function strokesBy(sources: readonly (readonly [source: string, stroke: keyof typeof STROKES])[]): object {
  return {
    field: 'source',
    type: 'nominal',
    title: null,
    scale: { domain: sources.map(([source]) => source), range: sources.map(([, stroke]) => STROKES[stroke]) },
    legend: { symbolStrokeColor: '#333' },
  };
}

const STROKES = { solid: [1, 0], dashed: [7, 4], dotted: [2, 3] } as const;

export function logAxis(
  field: string,
  title: string,
  [from, to]: readonly [number, number],
  format = '~s',
  ticksFrom = from,
): object {
  return {
    field,
    type: 'quantitative',
    title,
    scale: { type: 'log', domain: [from, to], nice: false },
    axis: { values: logTicks(ticksFrom, to), format },
  };
}

/** Powers of ten, about six at most; with their 2 and 5 on a short axis. */
function logTicks(from: number, to: number): readonly number[] {
  const exponents = Array.from({ length: 40 }, (_, i) => i - 15).filter((i) => 10 ** (i + 1) > from && 10 ** i <= to);
  const decades = exponents.filter((i) => 10 ** i >= from);
  const step = Math.ceil(decades.length / 6);
  const ticks =
    to / from > 100
      ? decades.filter((_, i) => i % step === 0).map((i) => 10 ** i)
      : exponents.flatMap((i) => [1, 2, 5].map((multiple) => multiple * 10 ** i));
  return ticks.filter((value) => value >= from && value <= to);
}

/** `count` values from `from` to `to`, evenly spaced in their logarithm. */
export function logGrid(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}
