import { cursorPoints, type ChartView, type SeriesChart } from './chartView.ts';

interface Place {
  readonly seriesId: string;
  readonly index: number;
}

/**
 * A cursor on the curves for the keyboard: left and right go along the points of a series, up and down to the series above and
 * below in the legend, at about the same x; Home and End to its ends; Escape puts the cursor away. Each step is announced.
 */
export function attachCursor(
  node: HTMLElement,
  view: ChartView,
  chart: SeriesChart,
  announce: (text: string) => void,
): { readonly clear: () => void } {
  let place: Place | undefined;

  const clear = () => {
    if (place === undefined) return;
    place = undefined;
    show(chart, []);
  };

  node.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      clear();
      return;
    }
    const next = step(view, place, event.key);
    if (next === undefined) return;
    event.preventDefault();
    place = next;
    const datasetIndex = view.model.series.findIndex(({ id }) => id === next.seriesId);
    const series = view.model.series[datasetIndex];
    const point = series?.points[next.index];
    if (series === undefined || point === undefined) return;
    show(chart, [{ datasetIndex, index: next.index }]);
    announce(`${series.label}, ${point.at}: ${point.text}`);
  });
  node.addEventListener('blur', clear);
  return { clear };
}

/** Where a key leads; undefined: this key is none of the cursor's, or there is nothing to stand on. */
function step({ model, isShown }: ChartView, place: Place | undefined, key: string): Place | undefined {
  if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)) return undefined;
  const curves = model.series
    .filter((series) => isShown(series) && cursorPoints(series).length > 0)
    .map((series) => ({ id: series.id, points: cursorPoints(series) }));
  const at = curves.findIndex(({ id }) => id === place?.seriesId);
  const here = curves[at];
  if (here === undefined || place === undefined) {
    const [first] = curves;
    return first === undefined ? undefined : { seriesId: first.id, index: 0 };
  }
  const last = here.points.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return { ...place, index: Math.max(0, place.index - 1) };
    case 'ArrowRight':
      return { ...place, index: Math.min(last, place.index + 1) };
    case 'Home':
      return { ...place, index: 0 };
    case 'End':
      return { ...place, index: last };
    default: {
      const turn = key === 'ArrowUp' ? -1 : 1;
      const other = curves[(at + turn + curves.length) % curves.length] ?? here;
      const x = here.points[place.index]?.x ?? 0;
      const distances = other.points.map((point) => Math.abs(Math.log(point.x / x)));
      return { seriesId: other.id, index: distances.indexOf(Math.min(...distances)) };
    }
  }
}

function show(chart: SeriesChart, active: readonly { datasetIndex: number; index: number }[]): void {
  chart.setActiveElements([...active]);
  chart.tooltip?.setActiveElements([...active], { x: 0, y: 0 });
  chart.update('none');
}
