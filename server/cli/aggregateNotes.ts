import type { AggregateResult } from '../aggregate/aggregateLogs.ts';
import { UNKNOWN_FORMAT } from '../readers/readLog.ts';
import { formatQuantity } from '../text/formatNumber.ts';
import { sameRunIssue, wholeFileIssue } from './readLogFile.ts';
import type { FileReport } from './report.ts';

export interface AggregateNote {
  readonly files: readonly FileReport[];
  /** Whether every file that was to be counted is. */
  readonly isComplete: boolean;
  readonly summary: string;
}

/** What to say of an aggregation: the issues of each file, and a line about all. */
export function aggregateNotes(
  { evals, overlaps, counted, failed, numResumed }: Extract<AggregateResult, { kind: 'counted' }>,
  {
    lost,
    duplicates,
  }: {
    readonly lost: readonly { readonly path: string; readonly message: string }[];
    readonly duplicates: readonly { readonly path: string; readonly sameAs: string }[];
  },
): AggregateNote {
  // A file that nobody named and that is no evaluation is passed over.
  const logs = counted.filter(({ shard, part }) => shard.isNamed || part.format !== UNKNOWN_FORMAT);
  const files: FileReport[] = [
    ...logs.map(({ shard: { path }, part }) => {
      const late = overlaps.filter((each) => each.path === path).map(({ sameAs }) => sameRunIssue(sameAs));
      return { path, format: part.format, issues: [...part.issues, ...late] };
    }),
    ...duplicates.map(({ path, sameAs }) => ({
      path,
      format: UNKNOWN_FORMAT,
      issues: [
        wholeFileIssue(
          'duplicateFile',
          'warning',
          `The same content as ${sameAs}: left out, so that no attempt counts twice.`,
        ),
      ],
    })),
    ...[...lost, ...failed.map(({ shard, reason }) => ({ path: shard.path, message: reason }))].map(
      ({ path, message }) => ({
        path,
        format: UNKNOWN_FORMAT,
        issues: [wholeFileIssue('unreadable', 'error', `The file was not counted (${message}).`)],
      }),
    ),
  ];
  const isUnread = logs.some(({ part }) => part.format === UNKNOWN_FORMAT);
  const problems = evals.flatMap((each) => each.problems);
  const numAttempts = problems.reduce((sum, { numSamples }) => sum + numSamples, 0);
  const numRead = logs.filter(({ part }) => part.countedBy === 'reader').length;
  const by = [
    ...new Set(logs.flatMap(({ part }) => (part.countedBy === 'reader' ? [] : [part.countedBy]))),
    ...(numRead > 0 ? [`the reader (${formatQuantity(numRead, 'file')})`] : []),
  ].join(' and ');
  const resumed = numResumed === 0 ? '' : `, ${formatQuantity(numResumed, 'file')} by an earlier run`;
  return {
    files,
    isComplete: failed.length === 0 && lost.length === 0 && !isUnread,
    summary: `${formatQuantity(numAttempts, 'attempt')} at ${formatQuantity(problems.length, 'problem')}, from ${formatQuantity(logs.length, 'file')}, counted by ${by}${resumed}.`,
  };
}
