import assert from 'node:assert/strict';
import { extname } from 'node:path';
import { Range, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';

/** The folder that the suite opened: the examples, and JSON that is no evaluation. */
export function workspaceUri(name: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The suite needs a workspace folder.');
  return Uri.joinPath(folder.uri, name);
}

/** An aggregate of lm-evaluation-harness: its attempts are in another file. */
export const withoutAttempts = 'results_2026-03-02T09-15-00.000000.json';

/** Aggregates, curves, ungraded completions, an experiment, and what is no evaluation. */
const others = [
  'package.json',
  withoutAttempts,
  'bigcode_evaluation_results.json',
  'curve.csv',
  'every-eval-ever.json',
  'generations_humaneval.json',
  'lighteval_results.json',
  'nemo-skills_metrics.json',
  'small.passk-experiment.json',
  'tau2-bench_submission.json',
];

/** Names of the examples that hold attempts. */
export async function exampleNames(): Promise<string[]> {
  const entries = await workspace.fs.readDirectory(workspaceUri(''));
  const names = entries.map(([name]) => name);
  return names.filter((name) => ['.json', '.jsonl', '.csv'].includes(extname(name)) && !others.includes(name)).sort();
}

export async function openInEditor(name: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(workspaceUri(name));
  await window.showTextDocument(document);
  return document;
}

export async function replaceAll(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  assert.ok(await workspace.applyEdit(edit));
}
