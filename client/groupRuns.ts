import { runsBehind } from '../server/protocol/mergedRuns.ts';
import type { OpenLogs } from './openLogs.ts';

/** Logs that agree in task and model, open or beside an open one; or a single one. */
export interface RunGroup {
  /** Empty for a single log of which this is not known. */
  readonly name: string;
  readonly uris: readonly string[];
}

/**
 * All open logs in their order, those that agree in task and model together, with the runs beside them that are not open; what is merged
 * already stands alone, and so does a log that names no model.
 */
export function groupRuns(logs: Pick<OpenLogs, 'uris' | 'state'>): readonly RunGroup[] {
  const groups = new Map<string, { readonly name: string; readonly uris: Set<string> }>();
  for (const uri of logs.uris()) {
    const { run, runsBeside = [] } = (runsBehind(uri) === undefined ? logs.state(uri) : undefined) ?? {};
    const key = run ? JSON.stringify([run.task, run.model, run.folder]) : uri;
    const name = run ? [run.task, run.model].filter(Boolean).join(' · ') : '';
    const group = groups.get(key) ?? { name, uris: new Set() };
    for (const each of [uri, ...runsBeside]) group.uris.add(each);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ name, uris }) => ({ name, uris: [...uris] }));
}

/** The open runs that a log is one of, itself among them. */
export function siblingsOf(logs: Pick<OpenLogs, 'uris' | 'state'>, uri: string): readonly string[] {
  const runs = groupRuns(logs).find(({ uris }) => uris.includes(uri))?.uris ?? [];
  return runs.filter((each) => logs.state(each) !== undefined);
}

/**
 * The open logs that can be compared with one, itself first: of its task and of a model. None where all are of the same model: then they are
 * runs of one evaluation.
 */
export function rivalsOf(logs: Pick<OpenLogs, 'uris' | 'state'>, uri: string): readonly string[] {
  const modelOf = (each: string, task: string): string => {
    const run = logs.state(each)?.run;
    return run?.task === task ? run.model : '';
  };
  const task = logs.state(uri)?.run?.task;
  if (task === undefined || modelOf(uri, task) === '') return [];
  const others = logs.uris().filter((each) => each !== uri && modelOf(each, task) !== '');
  const rivals = [uri, ...others];
  return new Set(rivals.map((each) => modelOf(each, task))).size > 1 ? rivals : [];
}
