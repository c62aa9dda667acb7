import type { CodeAction, Range } from 'vscode-languageserver';
import { mergedRunsUri } from '../protocol/mergedRuns.ts';
import { FILE_START, type LogState } from './logState.ts';

export interface RunsActionContext {
  readonly uri: string;
  /** Where the editor asks for actions. */
  readonly range: Range;
  /** URIs of the other runs of this log's task and model. */
  readonly runsBeside: readonly string[];
  readonly showCoverageCommand: string | undefined;
}

/** On the lines that carry a lens: this log and the runs beside it, shown as the one evaluation that they are. */
export function provideRunsAction(state: LogState, context: RunsActionContext): CodeAction[] {
  const { uri, range, runsBeside, showCoverageCommand } = context;
  if (showCoverageCommand === undefined || runsBeside.length === 0 || !('log' in state)) return [];
  const headers = [FILE_START, ...state.log.evals.map(({ header }) => header)];
  if (!headers.some(({ start: { line } }) => line >= range.start.line && line <= range.end.line)) return [];
  const title = `Show ${runsBeside.length + 1} runs of this task as one evaluation`;
  const name = `${nameOf(uri)} and ${runsBeside.length} more`;
  const merged = mergedRunsUri(name, [uri, ...runsBeside].sort());
  return [{ title, command: { title, command: showCoverageCommand, arguments: [merged] } }];
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
