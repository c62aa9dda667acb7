import type { ByteRange } from '../core/counts.ts';
import type { IssueLog } from './issueLog.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf } from './json/byteWindow.ts';
import { ReadStop } from './json/readStop.ts';
import { peekByte } from './json/skipValue.ts';
import type { ReadOptions } from './readResult.ts';

/** What a reader is given. */
export interface LogInput {
  readonly window: ByteWindow;
  /** File name without its folder. */
  readonly name: string;
  /** Name of the folder that the file is in; empty where it is not known. */
  readonly folder: string;
  readonly issues: IssueLog;
  /** One JSON value a line, rather than one value in all. */
  readonly isJsonLines: boolean;
  /** See `ReadOptions`. */
  readonly openSibling?: ReadOptions['openSibling'];
}

/** Reads the one JSON value of the file by `parse`; where it is damaged or cut, what was counted until there stays. */
export function readDocument(log: LogInput, parse: (window: ByteWindow) => void): void {
  const { window, issues } = log;
  try {
    parse(window);
    if (peekByte(window) === -1) return;
    const start = offsetOf(window);
    issues.add({
      code: 'damaged',
      severity: 'warning',
      message: 'There is more text behind the end of the log; it was not read.',
      range: { start, end: start + 1 },
    });
  } catch (error) {
    if (!(error instanceof ReadStop)) throw error;
    issues.add({ code: error.reason, severity: severityOf(error), message: messageOf(error), range: rangeOf(error) });
  }
}

export function messageOf(stop: ReadStop): string {
  switch (stop.reason) {
    case 'truncated':
      return `The log ends too early: ${stop.message}. It may still be being written; what precedes was read.`;
    case 'damaged':
      return `The log is damaged here: ${stop.message}. What precedes was read, what follows was not.`;
    case 'tooLarge':
      return `Reading ended here: ${stop.message}. What precedes was read.`;
  }
}

export function rangeOf(stop: ReadStop): ByteRange {
  const start = stop.reason === 'truncated' ? Math.max(0, stop.offset - 1) : stop.offset;
  return { start, end: start + 1 };
}

function severityOf(stop: ReadStop): 'error' | 'warning' {
  return stop.reason === 'truncated' ? 'warning' : 'error';
}
