import { l10n, Uri, window } from 'vscode';
import { mergedRunsUri } from '../server/protocol/mergedRuns.ts';
import { chooseLogs } from './chooseLogs.ts';
import type { Panels } from './panels.ts';
import { baseName, isEvaluationFile } from './sniffLog.ts';
import { urisOf } from './urisOf.ts';

/**
 * Shows several logs as the runs of one evaluation. The tree calls with its group, a lens with URIs as text, the explorer with what was
 * clicked and all that is selected, the palette with nothing.
 */
export async function mergeRuns(panels: Panels, target: unknown, selected: unknown): Promise<void> {
  const uris = urisOf(selected) ?? urisOf(target) ?? (await chooseLogs());
  if (uris === undefined) return;
  const isLog = await Promise.all(uris.map(isEvaluationFile));
  const logs = uris.filter((_, index) => isLog[index]);
  if (logs.length < 2) {
    void window.showWarningMessage(
      l10n.t('Select at least two evaluation logs to merge them as runs of one evaluation.'),
    );
    return;
  }
  const name = l10n.t('{0} and {1} more', baseName(logs[0] ?? uris[0] ?? Uri.file('')), logs.length - 1);
  panels.show(Uri.parse(mergedRunsUri(name, logs.map(String).sort())));
}
