import type { ByteRange } from '../core/counts.ts';
import type { ByteWindow } from './json/byteWindow.ts';
import { offsetOf, stopDamaged } from './json/byteWindow.ts';
import { NEWLINE } from './json/bytes.ts';
import { ReadStop } from './json/readStop.ts';
import { peekByte } from './json/skipValue.ts';
import type { LogInput } from './logInput.ts';
import { rangeOf } from './logInput.ts';

export interface LineHandlers {
  /** Reads the value of a line. It counts nothing yet: the line may turn out to be malformed further on. */
  readonly parse: (window: ByteWindow) => void;
  /** The line is whole: count what `parse` found. `range`: of its value; `number`: of the line, from 1. */
  readonly commit: (range: ByteRange, number: number) => void;
}

/**
 * Reads a file of one JSON value a line. A malformed line is one issue, and the lines around it are read. Called again when `isAtLine`, it goes on
 * behind the last whole line; issues that were added in between were about an end that is none any more.
 */
export function forEachLine(log: LogInput, handlers: LineHandlers): void {
  const { window, issues } = log;
  issues.rewind();
  window.isAtLine = false;
  let lineStart = offsetOf(window);
  for (;;) {
    const line = takeLine(window, lineStart);
    if (line === 'end' || line === 'unfinished') issues.mark();
    if (line === 'end') {
      window.isAtLine = true;
      return;
    }
    try {
      if (line === 'tooLong') throw new ReadStop('tooLarge', lineStart, 'this line is longer than can be held');
      if (peekByte(window) !== -1) readLine(window, handlers);
    } catch (error) {
      if (!(error instanceof ReadStop)) throw error;
      if (line === 'unfinished' && error.reason === 'truncated') {
        issues.add({ code: 'truncated', severity: 'info', message: IN_PROGRESS, range: rangeOf(error) });
        window.pos = lineStart - window.base;
        window.isAtLine = true;
        return;
      }
      reportLine(log, error, lineStart);
    }
    if (line === 'unfinished') return;
    if (line === 'tooLong') passLine(window);
    window.numLines++;
    lineStart = window.base + window.limit + 1;
  }
}

function readLine(window: ByteWindow, handlers: LineHandlers): void {
  const start = offsetOf(window);
  handlers.parse(window);
  const end = offsetOf(window);
  if (peekByte(window) !== -1) stopDamaged(window, 'there is more behind the value of this line');
  handlers.commit({ start, end }, window.numLines + 1);
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

const IN_PROGRESS =
  'The last line is in progress: it ends inside a value. It counts once it is whole; if nothing writes this log any more, it was cut here.';

function reportLine({ issues, window }: LogInput, stop: ReadStop, lineStart: number): void {
  const detail = stop.reason === 'truncated' ? 'the line ends inside a value' : stop.message;
  issues.add({
    code: stop.reason === 'tooLarge' ? 'tooLarge' : 'badLine',
    severity: 'warning',
    message: `This line was left out: ${detail}.`,
    range: { start: Math.max(lineStart, stop.offset), end: Math.max(window.base + window.limit, stop.offset + 1) },
  });
}
