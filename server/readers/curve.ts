import type { EvalCounts } from '../core/counts.ts';
import type { CountRow, RowCounter } from './countRows.ts';
import { readRows } from './counts.ts';
import type { ByteRange } from '../core/counts.ts';
import type { LogInput } from './logInput.ts';
import { createMetricEvals } from './metricEvals.ts';
import { stemOf } from './names.ts';

interface CurveRow {
  readonly task: string;
  readonly model: string;
  readonly scorer: string;
  readonly k: number;
  readonly value: number;
  readonly range: ByteRange;
}

/** Generic points of pass@k curves, `k,pass_at_k` a row: no counts, and none are made up. Rows of other tasks or models are other curves. */
export function readCurve(log: LogInput): EvalCounts[] {
  const rows: CurveRow[] = [];
  readRows(log, collector(log, rows));
  // One value above 1 tells that all of a file are percent: a curve in shares has none.
  const isPercent = rows.some(({ value }) => value > 1);
  if (isPercent) {
    log.issues.add({
      code: 'wrongType',
      severity: 'info',
      message: 'pass@k is above 1, so all values were read as percent.',
    });
  }
  const evals = createMetricEvals(log);
  for (const { k, value, ...row } of rows)
    evals.add({ ...row, name: `pass@${k}`, k, value: isPercent ? value / 100 : value });
  return evals.all({ task: stemOf(log.name) });
}

function collector({ issues }: LogInput, rows: CurveRow[]): Pick<RowCounter, 'add'> {
  return {
    add: (row, range) => {
      const [k, value] = [numberOf(row, 'k'), numberOf(row, 'passAtK')];
      if (k === undefined || !Number.isSafeInteger(k) || k < 1 || value === undefined) {
        const message = 'Left out: a point of a curve needs a whole number k of at least 1, and a finite pass@k.';
        issues.add({ code: 'wrongType', severity: 'warning', message, range });
        return;
      }
      rows.push({
        task: textOf(row, 'task'),
        model: textOf(row, 'model'),
        scorer: textOf(row, 'scorer'),
        k,
        value,
        range,
      });
    },
  };
}

function textOf(row: CountRow, column: 'task' | 'model' | 'scorer'): string {
  return String(row.get(column) ?? '');
}

function numberOf(row: CountRow, column: 'k' | 'passAtK'): number | undefined {
  const cell = row.get(column);
  if (cell === undefined || cell === null || cell === '' || typeof cell === 'boolean') return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}
