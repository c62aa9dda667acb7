import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { analyzeEval } from '../core/analyzeEval.ts';
import type { AnalysisOptions } from '../core/analysis.ts';
import type { CostModel } from '../core/cost.ts';
import type { EvalCounts } from '../core/counts.ts';
import { recordedCurve } from '../core/recordedCurve.ts';
import { mergeEvals, type MergedEval, type MergeResult } from '../readers/mergeEvals.ts';
import { UNKNOWN_FORMAT } from '../readers/readLog.ts';
import { findLogs, STDIN_PATH } from './findLogs.ts';
import { readLogFile, sameRunIssue, wholeFileIssue, type LogFile, type OpenSource } from './readLogFile.ts';
import type { EvalReport, FileReport, PlacedIssue, Report } from './report.ts';
import type { SpooledInput } from './spoolStdin.ts';

export interface AnalyzeRequest {
  readonly paths: readonly string[];
  /** Files of the same task, model and scorer are runs of one evaluation. */
  readonly isMerging: boolean;
  readonly options: AnalysisOptions;
  readonly costOf: (counts: EvalCounts) => CostModel;
}

/** What is outside: files, standard input, and whoever watches. */
export interface LogAccess {
  readonly openSource: OpenSource;
  readonly spoolStdin: () => Promise<SpooledInput>;
  readonly onProgress: (text: string) => void;
}

/** Reads one file after the other and analyzes what they hold; what goes wrong with one is an issue of that one. */
export async function analyzeLogs(request: AnalyzeRequest, access: LogAccess): Promise<Report> {
  const { files, missing } = await findLogs(request.paths);
  const logs: LogFile[] = [];
  for (const [index, { path, isNamed }] of files.entries()) {
    access.onProgress(`reading ${String(index + 1)} of ${String(files.length)}: ${path}`);
    // A turn of the event loop between files lets an interrupt through.
    await setImmediate();
    const input = path === STDIN_PATH ? await access.spoolStdin() : undefined;
    const log = readLogFile({ path, diskPath: input?.path ?? path, isNamed }, access.openSource);
    input?.remove();
    if (log !== undefined) logs.push(log);
  }
  const { evals, duplicates, overlaps } = request.isMerging ? merge(logs) : keepApart(logs);
  access.onProgress(`fitting ${String(evals.length)} evaluations`);
  await setImmediate();
  const analyzed = (isOne: (counts: EvalCounts) => boolean): readonly Outcome[] =>
    evals.filter(({ counts }) => isOne(counts)).map((merged) => analyze(merged, request));
  const outcomes = analyzed(({ problems }) => problems.length > 0);
  const curves = analyzed((counts) => recordedCurve(counts).length > 0);
  const late = [
    ...duplicates.map(duplicateIssue),
    ...overlaps.map(({ name, sameAs }) => ({ path: name, issue: sameRunIssue(sameAs) })),
    ...[...outcomes, ...curves].flatMap(({ issues }) => issues),
  ];
  return {
    files: [...missing.map(missingReport), ...logs.map(({ report }) => withIssues(report, late))],
    evals: outcomes.flatMap(({ report }) => report ?? []),
    curves: curves.flatMap(({ report }) => report ?? []),
  };
}

/** An issue that is found after its file was read. */
interface LateIssue {
  readonly path: string;
  readonly issue: PlacedIssue;
}

interface Outcome {
  readonly report?: EvalReport;
  readonly issues: readonly LateIssue[];
}

/** An analysis that breaks off takes no other with it. */
function analyze({ counts, sources }: MergedEval, { options, costOf }: AnalyzeRequest): Outcome {
  try {
    return { report: { sources, analysis: analyzeEval(counts, { ...options, cost: costOf(counts) }) }, issues: [] };
  } catch (error) {
    const message = `The analysis broke off (${error instanceof Error ? error.message : String(error)}); please report this.`;
    const issue = wholeFileIssue('analysisFailed', 'error', message);
    return { issues: sources.map((path) => ({ path, issue })) };
  }
}

function merge(logs: readonly LogFile[]): MergeResult {
  const readable = logs.filter(({ evals }) => evals.length > 0);
  return mergeEvals(readable.map(({ report, contentHash, evals }) => ({ name: report.path, contentHash, evals })));
}

/** Each file by itself; but files that hold a problem each are those of their folder's evaluation. */
function keepApart(logs: readonly LogFile[]): MergeResult {
  const wholes = new Map<string, LogFile[]>();
  for (const log of logs) {
    const { path } = log.report;
    const whole = log.evals.some(({ beside }) => beside === 'problems') ? `${dirname(path)}/` : path;
    wholes.set(whole, [...(wholes.get(whole) ?? []), log]);
  }
  const results = [...wholes.values()].map((parts) => (parts.length > 1 ? merge(parts) : evalsOf(parts)));
  return {
    evals: results.flatMap(({ evals }) => evals),
    duplicates: results.flatMap(({ duplicates }) => duplicates),
    overlaps: results.flatMap(({ overlaps }) => overlaps),
  };
}

function evalsOf(logs: readonly LogFile[]): MergeResult {
  const evals: MergedEval[] = logs.flatMap((log) =>
    log.evals.map((counts) => ({ counts, sources: [log.report.path] })),
  );
  return { evals, duplicates: [], overlaps: [] };
}

function missingReport({ path, message }: { readonly path: string; readonly message: string }): FileReport {
  return { path, format: UNKNOWN_FORMAT, issues: [wholeFileIssue('unreadable', 'error', message)] };
}

function duplicateIssue({ name, sameAs }: MergeResult['duplicates'][number]): LateIssue {
  const message = `The same content as ${sameAs}: left out, so that no attempt counts twice.`;
  return { path: name, issue: wholeFileIssue('duplicateFile', 'warning', message) };
}

function withIssues(report: FileReport, late: readonly LateIssue[]): FileReport {
  const issues = late.filter(({ path }) => path === report.path).map(({ issue }) => issue);
  return issues.length === 0 ? report : { ...report, issues: [...report.issues, ...issues] };
}
