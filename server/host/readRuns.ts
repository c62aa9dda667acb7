import { basename } from 'node:path';
import { readLogFile } from '../cli/readLogFile.ts';
import type { PlacedIssue } from '../cli/report.ts';
import { placeNothing } from './placeLog.ts';
import type { PlacedLog } from '../language/logState.ts';
import { mergeEvals } from '../readers/mergeEvals.ts';
import type { ReadIssue } from '../readers/readResult.ts';
import { describePlace } from '../text/describePlace.ts';
import { openFileSource } from './fileSource.ts';

/** Files as the runs of one evaluation: what is wrong with one says in which. */
export function readRuns(paths: readonly string[]): PlacedLog {
  const logs = paths.flatMap((path) => readLogFile({ path, diskPath: path, isNamed: true }, openFileSource) ?? []);
  const readable = logs.filter(({ evals }) => evals.length > 0);
  const { evals, duplicates, overlaps } = mergeEvals(
    readable.map(({ report, contentHash, evals: parts }) => ({ name: report.path, contentHash, evals: parts })),
  );
  const issues = [
    ...logs.flatMap(({ report }) => report.issues.map((issue) => issueIn(report.path, issue))),
    ...duplicates.map(({ name, sameAs }) =>
      doubled(name, `has the same content as ${basename(sameAs)}: it is left out`),
    ),
    ...overlaps.map(({ name, sameAs }) =>
      doubled(
        name,
        `holds attempts of the same run as ${basename(sameAs)}: of each problem the file with the most attempts counts`,
      ),
    ),
  ];
  return placeNothing({ format: 'runs', evals: evals.map(({ counts }) => counts), issues });
}

function issueIn(path: string, issue: PlacedIssue): ReadIssue {
  const { code, severity, message, line, column, member } = issue;
  const place = describePlace({ line: line - 1, character: column - 1, ...(member !== undefined && { member }) });
  const known = code === 'unreadable' || code === 'duplicateFile' || code === 'sameRun' || code === 'analysisFailed';
  return { code: known ? 'noCounts' : code, severity, message: `${basename(path)}, ${place}: ${message}` };
}

function doubled(path: string, what: string): ReadIssue {
  return { code: 'duplicateAttempts', severity: 'warning', message: `${basename(path)} ${what}.` };
}
