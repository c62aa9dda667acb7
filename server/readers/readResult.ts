import type { ByteRange, EvalCounts } from '../core/counts.ts';

export type IssueCode =
  | 'empty'
  | 'notText' // binary bytes
  | 'encoding' // UTF-16 or a BOM: read, and said
  | 'damaged' // malformed from here on
  | 'truncated' // ends inside a value: still being written, or cut
  | 'badLine' // one line of a JSONL or CSV is malformed; the rest is read
  | 'missingField'
  | 'wrongType'
  | 'nonFiniteNumber' // NaN or Infinity where a score was expected
  | 'unscoredAttempts'
  | 'duplicateAttempts'
  | 'ungradedAttempts' // n sampled, 1 graded (lm-eval take_first)
  | 'tokenTotals' // tokens that do not add up to their recorded total
  | 'ambiguousCounts' // a recorded pass@k that several c have
  | 'notRepeated'
  | 'tooLarge'
  | 'noCounts'; // an evaluation without anything that can be counted

export interface ReadIssue {
  readonly code: IssueCode;
  readonly severity: 'error' | 'warning' | 'info';
  /** A sentence for the user: what, how many, and the way out. Holds no markup; text from the log is quoted and cut. */
  readonly message: string;
  /** Where; absent: the whole file. Byte offsets. */
  readonly range?: ByteRange;
}

export interface ReadResult {
  readonly format: string;
  readonly evals: readonly EvalCounts[];
  readonly issues: readonly ReadIssue[];
  /** Of an archive: what was read of it. */
  readonly archive?: ArchiveText;
  /** A file of other bytes than text, in which nothing has a place. */
  readonly hasText?: false;
}

/** The texts of an archive's members count as one text, one behind the other: offsets are into that. */
export interface ArchiveText {
  /** In the order of their starts. */
  readonly members: readonly { readonly name: string; readonly start: number }[];
  /** The directory in the file itself. It holds a checksum of every member, so archives of equal directories are equal. */
  readonly directory?: ByteRange;
}

/**
 * Bytes of a log, pulled synchronously (readers run in a worker thread, where that blocks nobody).
 * A window slides over the file, so that a log is never in memory as a whole.
 */
export interface ByteSource {
  /** Size in bytes where it is known. */
  readonly size: number | undefined;
  /** Fills `target` from its start with the next bytes, and returns how many; 0 at the end. */
  readonly read: (target: Uint8Array) => number;
  /** Fills `target` from its start with bytes from `position` on, and returns how many; leaves alone what `read` reads next. Absent where bytes come only once. */
  readonly readAt?: (target: Uint8Array, position: number) => number;
}

/** Bytes that can be had from any place: what an archive is read from. */
export type RandomSource = Pick<Required<ByteSource>, 'readAt'> & { readonly size: number };

export interface OpenedSource extends ByteSource {
  readonly close: () => void;
}

export interface ReadOptions {
  /** Path of the file: some formats are told by its last part, and some name the task or the model by the folder before it. */
  readonly name: string;
  /** Opens another file of the same folder, which is closed again; undefined where there is none that can be read. */
  readonly openSibling?: ((name: string) => OpenedSource | undefined) | undefined;
  /** Asked now and then; true stops the read by a `ReadCancelled`. */
  readonly isCancelled?: () => boolean;
}
