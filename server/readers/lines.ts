import type { ByteRange } from '../core/counts.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf, stopDamaged } from './json/byteWindow.ts';
import { NEWLINE } from './json/bytes.ts';
import { ReadStop } from './json/readStop.ts';
import { peekByte } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { messageOf, rangeOf } from './logInput.ts';

export interface LineHandlers {
  /** Reads the value of a line. It counts nothing yet: the line may turn out to be malformed further on. */
  readonly parse: (window: ByteWindow) => void;
  /** The line is whole: count what `parse` found. `range`: of its value; `number`: of the line, from 1. */
  readonly commit: (range: ByteRange, number: number) => void;
}

/** Reads a file of one JSON value a line. A malformed line is one issue, and the lines around it are read. */
export function forEachLine(log: LogInput, handlers: LineHandlers): void {
  const { window } = log;
  let lineStart = offsetOf(window);
  for (let number = 1; ; number++) {
    const line = takeLine(window, lineStart);
    if (line === 'end') return;
    try {
      if (line === 'tooLong') throw new ReadStop('tooLarge', lineStart, 'this line is longer than can be held');
      if (peekByte(window) !== -1) readLine(window, handlers, number);
    } catch (error) {
      if (!(error instanceof ReadStop)) throw error;
      reportLine(log, error, lineStart, line === 'unfinished');
    }
    if (line === 'tooLong') passLine(window);
    lineStart = window.base + window.limit + 1;
  }
}

function readLine(window: ByteWindow, handlers: LineHandlers, number: number): void {
  const start = offsetOf(window);
  handlers.parse(window);
  const end = offsetOf(window);
  if (peekByte(window) !== -1) stopDamaged(window, 'there is more behind the value of this line');
  handlers.commit({ start, end }, number);
}

/** Makes the line at `start` (an offset in the file) all that can be read, and holds it in the window as a whole. */
function takeLine(window: ByteWindow, start: number): 'line' | 'unfinished' | 'tooLong' | 'end' {
  window.slides = true;
  window.limit = window.filled;
  window.pos = Math.min(start - window.base, window.filled);
  window.hold = window.pos;
  let searched = window.pos;
  for (;;) {
    const found = window.bytes.indexOf(NEWLINE, searched);
    if (found >= 0 && found < window.filled) return setLimit(window, found, 'line');
    const length = window.filled - window.hold;
    try {
      if (!window.refill()) return setLimit(window, window.filled, length === 0 ? 'end' : 'unfinished');
    } catch (error) {
      if (!(error instanceof ReadStop)) throw error;
      return setLimit(window, window.filled, 'tooLong');
    }
    searched = window.hold + length;
  }
}

function setLimit<Outcome>(window: ByteWindow, limit: number, outcome: Outcome): Outcome {
  window.limit = limit;
  window.slides = false;
  window.hold = -1;
  return outcome;
}

/** Goes to the end of a line that does not fit the window. */
function passLine(window: ByteWindow): void {
  window.slides = true;
  for (;;) {
    const found = window.bytes.indexOf(NEWLINE, window.pos);
    if (found >= 0 && found < window.filled) {
      window.limit = found;
      return;
    }
    window.pos = window.filled;
    window.limit = window.filled;
    if (!window.refill()) return;
  }
}

function reportLine({ issues, window }: LogInput, stop: ReadStop, lineStart: number, isUnfinished: boolean): void {
  const wasCut = isUnfinished && stop.reason === 'truncated';
  if (wasCut) {
    issues.add({ code: 'truncated', severity: 'warning', message: messageOf(stop), range: rangeOf(stop) });
    return;
  }
  const detail = stop.reason === 'truncated' ? 'the line ends inside a value' : stop.message;
  issues.add({
    code: stop.reason === 'tooLarge' ? 'tooLarge' : 'badLine',
    severity: 'warning',
    message: `This line was left out: ${detail}.`,
    range: { start: Math.max(lineStart, stop.offset), end: Math.max(window.base + window.limit, stop.offset + 1) },
  });
}
