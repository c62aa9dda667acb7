/**
 * Channel: server → client → panel (webview). The panel draws what it is told: every number arrives together with its text,
 * and text is shown as text, never as HTML.
 */

/** Color of a series by what it means; the panel maps it to theme colors. */
export type SeriesRole =
  | 'observed'
  | 'passHatK'
  | 'prediction'
  | 'band'
  | 'betaBinomial'
  | 'zeroInflated'
  | 'leastSquares'
  | 'powerLaw'
  | 'effectiveK'
  | 'asymptote'
  | 'density'
  | 'never'
  | 'cost'
  | 'contour'
  | 'target'
  /** Curves that differ in a setting. */
  | 'category1'
  | 'category2'
  | 'category3'
  | 'category4'
  | 'category5'
  | 'category6';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval in y, where the point has one. */
  readonly low?: number;
  readonly high?: number;
  /** Ends of the interval in x, where the point has one. */
  readonly xLow?: number;
  readonly xHigh?: number;
  /** Where the point stands in x, in words: `k = 10`. */
  readonly at: string;
  /** Its y with its interval, in words: `42.0% [36.1, 48.2]`. */
  readonly text: string;
  /** Drawn beside the point. */
  readonly label?: string;
}

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  readonly role: SeriesRole;
  /**
   * points: markers with error bars; line: a curve; band: the area between low and high;
   * bars: a histogram, where x to the next x is a cell, and the last point only ends the last cell.
   */
  readonly kind: 'points' | 'line' | 'band' | 'bars';
  readonly stroke: 'solid' | 'dashed' | 'dotted' | 'dashDotted' | 'longDashed';
  readonly points: readonly ChartPoint[];
  /** Shown at first; a user can switch it by the legend. */
  readonly visible: boolean;
}

export type AxisFormat = 'percent' | 'count' | 'plain' | 'usd' | 'flops';

export interface ChartAxis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  readonly format: AxisFormat;
  readonly min?: number;
  readonly max?: number;
  /** Reaches over the series that are shown, where these are looked at one by one; else over all, so that none moves. */
  readonly fitsShown?: true;
  /** Below, the axis has no ticks: what stands there has no place on the scale. */
  readonly ticksFrom?: number;
}

/** A shaded stretch of the x axis, e.g. beyond the data. */
export interface ChartRegion {
  readonly fromX: number;
  readonly toX: number;
  readonly label: string;
}

/** A straight line across the chart. */
export interface ChartMark {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly label: string;
}

export interface DataTable {
  readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

/** A named answer to "which k?" or "how many more attempts?". */
export interface CostText {
  readonly name: string;
  readonly text: string;
  readonly definition: string;
}

/** More attempts that were planned, in words and for a problem: the keys are those of `Design`. */
export interface PlanText extends CostText {
  readonly attemptsEach: { readonly everyProblem?: number; readonly untilSolved?: number };
}

export interface NamedTable {
  readonly name: string;
  readonly table: DataTable;
}

export const CHART_IDS = [
  'coverage',
  'loss',
  'difficulty',
  'cost',
  'order',
  'spectrum',
  'lossCost',
  'contourFlops',
  'contourTokens',
  // Of a comparison.
  'front',
  'difference',
  // Of an experiment.
  'training',
  'thresholds',
  'bestError',
  'eigenvalues',
  'failures',
  'retrievals',
  'retrievalsByTemperature',
  'retrievalsByBoth',
] as const;

export type ChartId = (typeof CHART_IDS)[number];

export interface ChartModel {
  readonly id: ChartId;
  readonly title: string;
  /** One sentence of what the chart shows, for the eye and the screen reader. */
  readonly summary: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
  readonly regions: readonly ChartRegion[];
  readonly marks: readonly ChartMark[];
  /** The numbers behind the chart. */
  readonly table: DataTable;
  /** Why there is no chart (then series is empty). */
  readonly absentBecause?: string;
}

/** A headline number: `pass@1`, `42.0 %`, `36.1–48.2 %, 90 %`. */
export interface Headline {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

export interface EvalPanel {
  readonly task: string;
  readonly model: string;
  readonly scorer: string;
  readonly headlines: readonly Headline[];
  /** What misleads, in sentences. */
  readonly warnings: readonly string[];
  /** Each fitted law: its name, and its parameters with their intervals, or why there are none. */
  readonly laws: readonly { readonly name: string; readonly text: string }[];
  /** What the laws say of the problems, of the loss and of the attempts. */
  readonly readings: readonly { readonly name: string; readonly text: string }[];
  /** Of an experiment: what it shows of each claim of the paper, which is the definition. */
  readonly comparisons?: readonly CostText[];
  /** The named answers to "which k?", each with its definition. */
  readonly costs: readonly CostText[];
  /** How the prediction was made and what was assumed, in sentences. */
  readonly assumptions: readonly string[];
  readonly charts: readonly ChartModel[];
  /** Against compute, for who wants more: shown on demand. */
  readonly computeCharts: readonly ChartModel[];
  /** The problems by difficulty; each list is the top of a ranking. */
  readonly rankings?: readonly NamedTable[];
  /** Only where the log has no text for it to stand in. */
  readonly inPlaceOfText?: InPlaceOfText;
  /** Pictures of an experiment. */
  readonly pictures?: readonly PictureRow[];
}

export interface PictureRow {
  readonly label: string;
  readonly pictures: readonly Picture[];
}

/** Gray levels, row by row, a byte a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixelsBase64: string;
  readonly label: string;
  /** For a screen reader. */
  readonly description: string;
  readonly isLarge?: boolean;
}

/** What an editor shows in the text of a log. */
export interface InPlaceOfText {
  /** The title of the evaluation's lens. */
  readonly lens: string;
  /** Each problem with its lens. */
  readonly problems: DataTable;
}

export interface PanelModel {
  /** File name, for the title. */
  readonly title: string;
  readonly uri: string;
  /** The state of the analysis: a newer one follows while `analysing`. */
  readonly state: 'analysing' | 'ready' | 'failed';
  readonly message?: string;
  /** What is wrong with the file, in sentences that quote the log and hold no markup. */
  readonly issues?: readonly string[];
  readonly evals: readonly EvalPanel[];
  /** False where there is no text that an editor could show. */
  readonly hasText?: boolean;
}

/** Client → panel. */
export type ToPanel =
  { readonly type: 'model'; readonly model: PanelModel } | { readonly type: 'select'; readonly evalIndex: number };

/** Panel → client. */
export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'selected'; readonly evalIndex: number }
  | {
      readonly type: 'save';
      readonly suggestedName: string;
      readonly format: 'png' | 'svg' | 'csv';
      readonly dataBase64: string;
    }
  | { readonly type: 'reveal' };
