import { formatQuantity } from '../text/formatNumber.ts';
import { analyzeLogs, type AnalyzeRequest } from './analyzeLogs.ts';
import type { CliWorld } from './cliWorld.ts';
import { issueLines } from './issueLines.ts';
import { progressLine } from './progressLine.ts';
import type { EvalReport, Report } from './report.ts';
import { spoolStdin } from './spoolStdin.ts';
import { terminalStyle } from './terminalStyle.ts';
import { evalTitle } from './textReport.ts';

/** Analyzes what the paths lead to; standard error shows how far it is, then what is wrong with the files. */
export async function reportOn(request: AnalyzeRequest, world: CliWorld): Promise<Report> {
  const { stdin, stderr, env, openSource } = world;
  const progress = progressLine(stderr);
  const access = { openSource, spoolStdin: () => spoolStdin(stdin), onProgress: progress.show };
  const report = await analyzeLogs(request, access);
  progress.clear();
  const notes = [...issueLines(report, terminalStyle(stderr, env)), ...report.evals.flatMap(noteOnMerging)];
  if (report.evals.length === 0) {
    notes.push(
      report.curves.length === 0
        ? 'passk: nothing could be analyzed.'
        : 'passk: these logs hold no attempts, only the pass@k that they record.',
    );
  }
  for (const line of notes) stderr.write(`${line}\n`);
  return report;
}

/** Logs that name no model look alike whatever model they are of. */
function noteOnMerging({ sources, analysis }: EvalReport): readonly string[] {
  if (sources.length < 2 || analysis.counts.model !== '') return [];
  const files = formatQuantity(sources.length, 'file');
  return [`passk: ${files} merged as ${evalTitle(analysis)}: they name no model, so make sure that they are of one.`];
}
