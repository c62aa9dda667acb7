import type { EvalAnalysis } from '../core/analysis.ts';
import type { FirstAnswers } from '../core/firstAnswers.ts';
import type { ReadResult } from '../readers/readResult.ts';
import type { Range } from 'vscode-languageserver';

/** Where things stand in an editor: lines and UTF-16 characters, from zero. */
export interface EvalPlaces {
  /** Where the evaluation shows itself. */
  readonly header: Range;
  /** Start line, start character, end line, end character of each problem; see `problemRange`. Flat, so that it is handed over and not copied. */
  readonly problems: Uint32Array<ArrayBuffer>;
  /** Parallel to `EvalCounts.recorded`. */
  readonly recorded: readonly (Range | undefined)[];
}

/** What was read, and where it stands. In an archive no editor shows a place: there its issues say it, and the rest is without. */
export interface PlacedLog {
  readonly result: ReadResult;
  /** False for an archive, and for the runs of several files: no editor shows where something stands. */
  readonly hasText: boolean;
  /** Parallel to `result.evals`. */
  readonly evals: readonly EvalPlaces[];
  /** Parallel to `result.issues`. */
  readonly issues: readonly (Range | undefined)[];
}

/** A log, as far as its analysis has come. Each stage implies the earlier ones; a state never changes, so that what is made of it can be kept. */
export type LogState =
  | { readonly stage: 'reading' }
  | {
      readonly stage: 'counted';
      readonly log: PlacedLog;
      /** Parallel to `log.result.evals`. */
      readonly first: readonly FirstAnswers[];
    }
  | {
      readonly stage: 'fitted';
      readonly log: PlacedLog;
      /** Parallel to `log.result.evals`. */
      readonly analyses: readonly EvalAnalysis[];
    }
  /** The analysis itself broke off; `message` says why and the way out. */
  | { readonly stage: 'failed'; readonly message: string };

/** A start line that no text has: the reader gave the problem no place. */
export const NO_LINE = 0xffffffff;

/** Start of the file, where what has no place of its own is shown. */
export const FILE_START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function problemRange({ problems }: EvalPlaces, index: number): Range | undefined {
  const [startLine, startCharacter, endLine, endCharacter] = problems.subarray(4 * index, 4 * index + 4);
  if (startLine === undefined || startCharacter === undefined) return undefined;
  if (endLine === undefined || endCharacter === undefined || startLine === NO_LINE) return undefined;
  return { start: { line: startLine, character: startCharacter }, end: { line: endLine, character: endCharacter } };
}
