import type { Position, Range } from 'vscode-languageserver';
import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { FILE_START, NO_LINE, type EvalPlaces, type PlacedLog } from '../language/logState.ts';
import { describePlace } from '../text/describePlace.ts';
import type { Place } from '../readers/places.ts';
import type { ReadResult } from '../readers/readResult.ts';

/** The places of byte offsets that are sorted. */
export type PlaceFinder = (offsets: readonly number[]) => readonly Place[];

/** Turns the byte ranges of what was read into lines and characters. */
export function placeLog(result: ReadResult, findPlaces: PlaceFinder): PlacedLog {
  if (result.archive !== undefined) return placeArchive(result, findPlaces);
  if (result.hasText === false) return placeNothing(result);
  const places = placesAt(boundaries(result), findPlaces);
  const place = (range: ByteRange | undefined): Range | undefined => {
    const start = range && places.get(range.start);
    const end = range && places.get(range.end);
    return start && end && { start: positionOf(start), end: positionOf(end) };
  };
  return {
    result,
    hasText: true,
    evals: result.evals.map((counts) => placeEval(counts, place)),
    issues: result.issues.map(({ range }) => place(range)),
  };
}

/** Only the issues have places, in words: no editor shows the text of a member. */
function placeArchive(result: ReadResult, findPlaces: PlaceFinder): PlacedLog {
  const places = placesAt(new Set(result.issues.flatMap(({ range }) => range?.start ?? [])), findPlaces);
  const issues = result.issues.map(({ range, ...issue }) => {
    const place = range && places.get(range.start);
    return place === undefined ? issue : { ...issue, message: `${describePlace(place)}: ${issue.message}` };
  });
  return placeNothing({ ...result, issues });
}

/** Of what has no text that an editor could show. */
export function placeNothing(result: ReadResult): PlacedLog {
  return {
    result,
    hasText: false,
    evals: result.evals.map((counts) => placeEval(counts, () => undefined)),
    issues: result.issues.map(() => undefined),
  };
}

function positionOf({ line, character }: Place): Position {
  return { line, character };
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

function placesAt(offsets: ReadonlySet<number>, findPlaces: PlaceFinder): ReadonlyMap<number, Place> {
  const sorted = Array.from(Float64Array.from(offsets).sort());
  const places = findPlaces(sorted);
  return new Map(places.map((place, index) => [sorted[index] ?? 0, place]));
}
