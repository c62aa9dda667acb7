import type { NotIdentified } from '../core/outcomes.ts';
import type { ChartModel } from '../protocol/panel.ts';
import { describeNotIdentified } from '../text/describeNotIdentified.ts';

/** A chart that cannot be drawn: its place, the reason, and the numbers that there are. */
export function absentChart(
  chart: Pick<ChartModel, 'id' | 'title' | 'x' | 'y' | 'table'>,
  why: NotIdentified,
): ChartModel {
  const absentBecause = describeNotIdentified(why);
  return { ...chart, summary: absentBecause, series: [], regions: [], marks: [], absentBecause };
}
