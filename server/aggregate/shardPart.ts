import { readFile } from 'node:fs/promises';
import type { EvalCounts } from '../core/counts.ts';
import { writeWhole } from '../jobs/writeWhole.ts';
import type { PlacedIssue } from '../readers/placeIssues.ts';

/** What one shard holds: written by the process that counted it, added up by the one that asked. */
export interface ShardPart {
  readonly format: string;
  /** Without places in the file. */
  readonly evals: readonly EvalCounts[];
  readonly issues: readonly PlacedIssue[];
  /** Who counted: `reader`, or `DuckDB` and its version. */
  readonly countedBy: string;
}

/** Raised whenever parts, or the counting behind them, change their meaning: older ones are then not used again. */
export const PART_VERSION = 2;

export function writePart(path: string, part: ShardPart): Promise<void> {
  return writeWhole(path, JSON.stringify(part));
}

/** Rejects where there is no part. Parts are whole when they are there, and written by this program alone. */
export async function readPart(path: string): Promise<ShardPart> {
  return JSON.parse(await readFile(path, 'utf8')) as ShardPart;
}
