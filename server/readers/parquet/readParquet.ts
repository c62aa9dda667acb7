import type { EvalCounts } from '../../core/counts.ts';
import { columnName } from '../../sniff/sniff.ts';
import { parquetFormat, type ParquetFormat } from '../../sniff/sniffParquet.ts';
import type { IssueLog } from '../issueLog.ts';
import { ReadStop } from '../json/readStop.ts';
import { withoutPlaces } from '../withoutPlaces.ts';
import type { RandomSource, ReadOptions } from '../readResult.ts';
import { readLightEvalDetails } from './lightEvalDetails.ts';
import { readParquetCounts } from './parquetCounts.ts';
import { readParquetLlMonkeys } from './parquetLlMonkeys.ts';
import { openParquetLog, reportStop, type ParquetLog } from './parquetLog.ts';

const readers: Readonly<Record<ParquetFormat, (log: ParquetLog) => EvalCounts[]>> = {
  counts: readParquetCounts,
  llmonkeys: readParquetLlMonkeys,
  lighteval: readLightEvalDetails,
};

/**
 * A log that is a Parquet file: of its columns only those are read that count, a page at a time. Nothing in it has a place, for it has no
 * text. Undefined where it cannot be read, or has other columns: then an issue says so.
 */
export function readParquet(
  source: RandomSource,
  options: ReadOptions,
  issues: IssueLog,
): { readonly format: ParquetFormat; readonly evals: EvalCounts[] } | undefined {
  try {
    const log = openParquetLog(source, options, issues);
    const columns = new Set(log.leaves.map(([top = '']) => columnName(top)));
    const format = parquetFormat((column) => columns.has(column));
    if (format !== undefined) return { format, evals: withoutPlaces(readers[format](log)) };
    const message = 'This is a Parquet file, but its columns are those of no log that is known: nothing was read.';
    issues.add({ code: 'noCounts', severity: 'error', message });
  } catch (error) {
    if (!(error instanceof ReadStop)) throw error;
    reportStop(issues, error);
  }
  return undefined;
}
