import { runsBehind } from '../server/protocol/mergedRuns.ts';
import type { OpenLogs } from './openLogs.ts';

/** Logs that agree in task and model, or a single one. */
export interface RunGroup {
  /** Empty for a single log of which this is not known. */
  readonly name: string;
  readonly uris: readonly string[];
}

/** All open logs in their order, those that agree in task and model together; what is merged already stands alone, and so does a log that names no model. */
export function groupRuns(logs: Pick<OpenLogs, 'uris' | 'state'>): readonly RunGroup[] {
  const groups = new Map<string, { readonly name: string; readonly uris: string[] }>();
  for (const uri of logs.uris()) {
    const run = runsBehind(uri) === undefined ? logs.state(uri)?.run : undefined;
    const key = run ? JSON.stringify([run.task, run.model]) : uri;
    const group = groups.get(key) ?? { name: run ? `${run.task} · ${run.model}` : '', uris: [] };
    group.uris.push(uri);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The open runs that a log is one of, itself among them. */
export function siblingsOf(logs: Pick<OpenLogs, 'uris' | 'state'>, uri: string): readonly string[] {
  return groupRuns(logs).find(({ uris }) => uris.includes(uri))?.uris ?? [];
}
