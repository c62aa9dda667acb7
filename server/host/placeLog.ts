import type { Range } from 'vscode-languageserver';
import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { FILE_START, NO_LINE, type EvalPlaces, type PlacedLog } from '../language/logState.ts';
import type { Position } from '../readers/positions.ts';
import type { ReadResult } from '../readers/readResult.ts';

/** The lines and characters of byte offsets that are sorted. */
export type PositionFinder = (offsets: readonly number[]) => readonly Position[];

/** Turns the byte ranges of what was read into lines and characters. */
export function placeLog(result: ReadResult, findPositions: PositionFinder): PlacedLog {
  const sorted = Array.from(Float64Array.from(boundaries(result)).sort());
  const found = findPositions(sorted);
  const positions = new Map(found.map((position, index) => [sorted[index] ?? 0, position]));
  const place = (range: ByteRange | undefined): Range | undefined => {
    const start = range && positions.get(range.start);
    const end = range && positions.get(range.end);
    return start && end && { start, end };
  };
  return {
    result,
    evals: result.evals.map((counts) => placeEval(counts, place)),
    issues: result.issues.map(({ range }) => place(range)),
  };
}

function placeEval(counts: EvalCounts, place: (range: ByteRange | undefined) => Range | undefined): EvalPlaces {
  const problems = new Uint32Array(4 * counts.problems.length);
  counts.problems.forEach(({ range }, index) => {
    const placed = place(range);
    const { start, end } = placed ?? FILE_START;
    problems.set([placed ? start.line : NO_LINE, start.character, end.line, end.character], 4 * index);
  });
  return {
    header: place(counts.range) ?? FILE_START,
    problems,
    recorded: counts.recorded.map(({ range }) => place(range)),
  };
}

/** Every offset that has to become a position. */
function boundaries({ evals, issues }: ReadResult): ReadonlySet<number> {
  const offsets = new Set<number>();
  const add = ({ range }: { readonly range?: ByteRange }): void => {
    if (range === undefined) return;
    offsets.add(range.start);
    offsets.add(range.end);
  };
  issues.forEach(add);
  evals.forEach((counts) => {
    add(counts);
    counts.problems.forEach(add);
    counts.recorded.forEach(add);
  });
  return offsets;
}
