import type { EvalAnalysis } from '../core/analysis.ts';
import type { PlacedIssue as PlacedReadIssue } from '../readers/placeIssues.ts';
import type { IssueCode } from '../readers/readResult.ts';

/** All that `passk analyze` found: what its four formats are made of. */
export interface Report {
  readonly files: readonly FileReport[];
  readonly evals: readonly EvalReport[];
  /** Evaluations of which there is no attempt but a recorded pass@k curve. */
  readonly curves: readonly EvalReport[];
}

/** A file that was looked at, whether or not it could be read. */
export interface FileReport {
  /** As it was given or found; `-` is standard input. */
  readonly path: string;
  /** `unknown` where no format was recognized or the file could not be opened. */
  readonly format: string;
  readonly issues: readonly PlacedIssue[];
}

export interface PlacedIssue extends Omit<PlacedReadIssue, 'code'> {
  readonly code: IssueCode | 'unreadable' | 'duplicateFile' | 'sameRun' | 'analysisFailed';
}

export interface EvalReport {
  /** Paths of the files whose attempts it counts. */
  readonly sources: readonly string[];
  readonly analysis: EvalAnalysis;
}
