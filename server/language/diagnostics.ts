import { DiagnosticSeverity, type Diagnostic, type Range } from 'vscode-languageserver';
import type { CountWarning, EvalAnalysis } from '../core/analysis.ts';
import type { ReadIssue } from '../readers/readResult.ts';
import { describeWarning } from '../text/describeWarning.ts';
import { evalLabels } from './evalLabels.ts';
import { FILE_START, type EvalPlaces, type LogState, type PlacedLog } from './logState.ts';

export const DIAGNOSTIC_SOURCE = 'pass@k Lens';

/** What is wrong with a log, and what in it misleads, in the order: the file, then each evaluation. */
export function computeDiagnostics(state: LogState): Diagnostic[] {
  switch (state.stage) {
    case 'reading':
      return [];
    case 'failed':
      return [diagnostic(FILE_START, DiagnosticSeverity.Error, 'analysisFailed', state.message)];
    case 'counted':
      return issueDiagnostics(state.log);
    case 'fitted': {
      const labels = evalLabels(state.log.result.evals);
      return [
        ...issueDiagnostics(state.log),
        ...state.analyses.flatMap((analysis, index) =>
          warningDiagnostics(analysis, state.log.evals[index], labels[index] ?? '', index),
        ),
      ];
    }
  }
}

function issueDiagnostics({ result, issues }: PlacedLog): Diagnostic[] {
  return result.issues.map((issue, index) =>
    diagnostic(issues[index] ?? FILE_START, SEVERITIES[issue.severity], issue.code, issue.message),
  );
}

function warningDiagnostics(
  analysis: EvalAnalysis,
  places: EvalPlaces | undefined,
  label: string,
  evalIndex: number,
): Diagnostic[] {
  return analysis.warnings.map((warning) => {
    const recorded = warning.code === 'recordedDisagrees' ? places?.recorded[warning.metricIndex] : undefined;
    const text = describeWarning(warning);
    const message = label === '' ? text : `${label}: ${text}`;
    const range = recorded ?? places?.header ?? FILE_START;
    // The code action finds its evaluation by `data`, which a client returns as it was sent.
    return { ...diagnostic(range, WARNING_SEVERITIES[warning.code], warning.code, message), data: { evalIndex } };
  });
}

const SEVERITIES: Record<ReadIssue['severity'], DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** A warning where a number of the log or of the lens is easily taken for what it is not; information where it is only less than hoped for. */
const WARNING_SEVERITIES: Record<CountWarning['code'], DiagnosticSeverity> = {
  singleAttempt: DiagnosticSeverity.Warning,
  unequalSamples: DiagnosticSeverity.Warning,
  stoppedAtSuccess: DiagnosticSeverity.Warning,
  recordedDisagrees: DiagnosticSeverity.Warning,
  attemptsDepend: DiagnosticSeverity.Warning,
  noneSolved: DiagnosticSeverity.Information,
  allSolved: DiagnosticSeverity.Information,
  fewProblems: DiagnosticSeverity.Information,
  lawsDisagree: DiagnosticSeverity.Information,
};

function diagnostic(range: Range, severity: DiagnosticSeverity, code: string, message: string): Diagnostic {
  return { range: onFirstLine(range), severity, code, source: DIAGNOSTIC_SOURCE, message };
}

/** A squiggle below hundreds of lines hides more than it shows. */
function onFirstLine({ start, end }: Range): Range {
  return end.line === start.line ? { start, end } : { start, end: { line: start.line + 1, character: 0 } };
}
