import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { ByteRange, EvalCounts } from '../core/counts.ts';
import { placeIssues } from '../readers/placeIssues.ts';
import { readers } from '../readers/readers.ts';
import { readLog, UNKNOWN_FORMAT } from '../readers/readLog.ts';
import type { ByteSource, OpenedSource } from '../readers/readResult.ts';
import { siblingsIn } from '../readers/siblingsIn.ts';
import type { FileReport, PlacedIssue } from './report.ts';

/** Opens a file for reading from its start. Throws what the file system says where that cannot be done. */
export type OpenSource = (path: string) => OpenedSource;

export interface LogFileRequest {
  /** For the user. */
  readonly path: string;
  /** Where the bytes are: another place for standard input. */
  readonly diskPath: string;
  /** Named by the user: then it is an error when it is no evaluation. */
  readonly isNamed: boolean;
}

export interface LogFile {
  readonly report: FileReport;
  readonly evals: readonly EvalCounts[];
  /** Of the whole file, whatever was read of it. */
  readonly contentHash: string;
}

/** What a file holds; undefined for a file that nobody named and that is no evaluation. Never throws for what is in the file. */
export function readLogFile({ path, diskPath, isNamed }: LogFileRequest, openSource: OpenSource): LogFile | undefined {
  const use = <T>(read: (source: ByteSource) => T): T => withSource(diskPath, openSource, read);
  try {
    const { format, evals, issues, archive } = use((source) =>
      readLog(source, { name: resolve(path), openSibling: siblingsIn(diskPath, openSource) }),
    );
    const isUnknown = format === UNKNOWN_FORMAT;
    if (isUnknown && !isNamed) return undefined;
    const placed = use((source) => placeIssues(issues, source, archive));
    const report = { path, format, issues: isUnknown ? placed.map(withKnownFormats) : placed };
    return { report, evals, contentHash: use((source) => hashOf(source, archive?.directory)) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const issue = wholeFileIssue('unreadable', 'error', `The file cannot be read (${error.message}).`);
    return { report: { path, format: UNKNOWN_FORMAT, issues: [issue] }, evals: [], contentHash: '' };
  }
}

/** An issue that no place in the file belongs to. */
export function wholeFileIssue(
  code: PlacedIssue['code'],
  severity: PlacedIssue['severity'],
  message: string,
): PlacedIssue {
  return { code, severity, message, line: 1, column: 1 };
}

/** Of a file that holds attempts of the same run as another. */
export function sameRunIssue(sameAs: string): PlacedIssue {
  const message = `Attempts of the same run as in ${sameAs}: of each problem the file with the most attempts counts, so that none counts twice.`;
  return wholeFileIssue('sameRun', 'warning', message);
}

function withSource<T>(path: string, openSource: OpenSource, read: (source: ByteSource) => T): T {
  const source = openSource(path);
  try {
    return read(source);
  } finally {
    source.close();
  }
}

/** Of a file that is empty or binary, the formats are not what is wrong. */
function withKnownFormats(issue: PlacedIssue): PlacedIssue {
  if (issue.code !== 'noCounts') return issue;
  return { ...issue, message: `${issue.message} Formats known: ${Object.keys(readers).join(', ')}.` };
}

/** Of an archive its directory says it all: its members need not be read. */
function hashOf(source: ByteSource, directory: ByteRange | undefined): string {
  const hash = createHash('sha256');
  const piece = new Uint8Array(1 << 16);
  const { readAt } = source;
  if (directory !== undefined && readAt !== undefined) {
    hash.update('archive');
    for (let at = directory.start; at < directory.end; at += piece.length) {
      const count = readAt(piece.subarray(0, directory.end - at), at);
      hash.update(piece.subarray(0, count));
    }
  } else {
    for (let count = source.read(piece); count > 0; count = source.read(piece)) hash.update(piece.subarray(0, count));
  }
  return hash.digest('base64');
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
