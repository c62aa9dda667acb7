import { placesOf } from './places.ts';
import type { ArchiveText, ByteSource, IssueCode, ReadIssue } from './readResult.ts';

/** An issue for people. */
export interface PlacedIssue {
  readonly code: IssueCode;
  readonly severity: ReadIssue['severity'];
  readonly message: string;
  /** Both from 1, in characters; 1:1 where the issue is of the whole file. */
  readonly line: number;
  readonly column: number;
  /** The member of an archive that line and column are in. */
  readonly member?: string;
}

/** Turns byte offsets into lines and columns, in one more pass over the bytes that were read. */
export function placeIssues(
  issues: readonly ReadIssue[],
  source: ByteSource,
  archive?: ArchiveText,
): readonly PlacedIssue[] {
  const starts = [...new Set(issues.flatMap(({ range }) => (range === undefined ? [] : [range.start])))].sort(
    ascending,
  );
  const positions = starts.length === 0 ? [] : placesOf(source, starts, archive);
  const byStart = new Map(starts.map((start, index) => [start, positions[index]]));
  return issues.map(({ code, severity, message, range }) => {
    const { line = 0, character = 0, member } = (range && byStart.get(range.start)) ?? {};
    return { code, severity, message, line: line + 1, column: character + 1, ...(member !== undefined && { member }) };
  });
}

function ascending(a: number, b: number): number {
  return a - b;
}
