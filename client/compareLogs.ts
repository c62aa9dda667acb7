import { l10n, QuickPickItemKind, Uri, window, type QuickPickItem } from 'vscode';
import { comparedLogsUri } from '../server/protocol/comparedLogs.ts';
import { chooseLogs } from './chooseLogs.ts';
import type { OpenLogs } from './openLogs.ts';
import type { Panels } from './panels.ts';
import { baseName, isEvaluationFile } from './sniffLog.ts';
import { urisOf } from './urisOf.ts';

export interface CompareContext {
  readonly logs: OpenLogs;
  readonly comparisons: Panels;
}

/** Sets the evaluations of logs side by side. A lens calls with URIs, the explorer with what was clicked and all that is selected, the palette with nothing. */
export async function compareLogs(
  { logs, comparisons }: CompareContext,
  target: unknown,
  selected: unknown,
): Promise<void> {
  const uris = urisOf(selected) ?? urisOf(target) ?? (await chooseOpenLogs(logs));
  if (uris === undefined) return;
  const isLog = await Promise.all(
    uris.map(async (uri) => logs.state(uri.toString()) !== undefined || (await isEvaluationFile(uri))),
  );
  const compared = uris.filter((_, index) => isLog[index]);
  const [first, ...others] = compared;
  if (first === undefined) {
    void window.showWarningMessage(l10n.t('Select evaluation logs of one task to compare them.'));
    return;
  }
  const name = others.length === 0 ? baseName(first) : l10n.t('{0} and {1} more', baseName(first), others.length);
  comparisons.show(Uri.parse(comparedLogsUri(name, compared.map(String))));
}

/** Some of the open logs, or files; where no log is open, files. */
async function chooseOpenLogs(logs: OpenLogs): Promise<readonly Uri[] | undefined> {
  const open = logs.uris();
  if (open.length === 0) return chooseLogs();
  const others: QuickPickItem = { label: l10n.t('Choose files…'), alwaysShow: true };
  const items = open.map((uri) => ({
    ...{ uri: Uri.parse(uri), label: baseName(Uri.parse(uri)), picked: true },
    description: logs.state(uri)?.summary ?? '',
  }));
  const picked = await window.showQuickPick([...items, { label: '', kind: QuickPickItemKind.Separator }, others], {
    canPickMany: true,
    matchOnDescription: true,
    title: l10n.t('Evaluations to compare, of one task and scorer'),
  });
  if (picked === undefined || picked.length === 0) return undefined;
  const chosen = items.filter((item) => picked.includes(item)).map(({ uri }) => uri);
  return picked.includes(others) ? [...chosen, ...((await chooseLogs()) ?? [])] : chosen;
}
