import type { SchemaTree } from 'hyparquet/src/types.js';
import { plural, type IssueLog } from '../issueLog.ts';
import { ReadStop } from '../json/readStop.ts';
import { messageOf } from '../logInput.ts';
import type { RandomSource, ReadOptions } from '../readResult.ts';
import { forEachRow } from './forEachRow.ts';
import { openParquet } from './parquetFile.ts';

/** What the reader of a kind of Parquet logs is given. */
export interface ParquetLog {
  /** Path of the file. */
  readonly path: string;
  /** Name of the file, without its folder. */
  readonly name: string;
  /** Keys from the outermost column to a leaf. */
  readonly leaves: readonly (readonly string[])[];
  /** Ranges are numbers of rows, from 0. */
  readonly issues: IssueLog;
  /** Values of these leaves, row by row; where the file is damaged, what precedes stays. */
  readonly forEachRow: (
    leaves: readonly (readonly string[])[],
    onRow: (values: readonly unknown[], row: number) => void,
  ) => void;
}

/** Throws a `ReadStop` where the file has no index that can be read. */
export function openParquetLog(source: RandomSource, options: ReadOptions, issues: IssueLog): ParquetLog {
  const file = openParquet(source);
  const { name: path, isCancelled } = options;
  return {
    path,
    name: path.split(/[\\/]/).at(-1) ?? '',
    leaves: leavesOf(file.schema),
    issues: namingRows(issues),
    forEachRow: (leaves, onRow) => {
      let numRows = 0;
      try {
        forEachRow(file, leaves, isCancelled, (values, row) => {
          onRow(values, row);
          numRows++;
        });
      } catch (error) {
        if (!(error instanceof ReadStop)) throw error;
        reportStop(issues, error, `; ${plural(numRows, 'row')} could be read`);
      }
    },
  };
}

/** No editor shows the bytes of such a file: their number is in the message. */
export function reportStop(issues: IssueLog, stop: ReadStop, consequence = ''): void {
  const message = `${messageOf(stop)} (byte ${stop.offset.toLocaleString('en-US')} of the file${consequence}).`;
  issues.add({ code: stop.reason, severity: 'error', message: message.replace(/\.( \()/, '$1') });
}

/** Rows have no place in a text: messages name them. */
function namingRows(issues: IssueLog): IssueLog {
  return {
    ...issues,
    add: ({ range, message, ...issue }) => {
      const where = range === undefined ? '' : `Row ${(range.start + 1).toLocaleString('en-US')}: `;
      issues.add({ ...issue, message: `${where}${message}` });
    },
  };
}

function leavesOf({ children, path }: SchemaTree): (readonly string[])[] {
  return children.length === 0 ? [path] : children.flatMap(leavesOf);
}
