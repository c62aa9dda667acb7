import { stat } from 'node:fs/promises';
import { TabInputCustom, TabInputText, window, type Disposable, type Tab, type Uri } from 'vscode';
import type { LargeLogNotice } from './largeLogNotice.ts';
import type { OpenLogs } from './openLogs.ts';
import { hasLogName, isEvaluationFile, largeFileBytes } from './sniffLog.ts';

/** Holds the large logs that are open in a tab, and tells of them: VS Code may give extensions no document of them. */
export function watchTabs(logs: OpenLogs, notice: LargeLogNotice): Disposable {
  const consider = async (tab: Tab): Promise<void> => {
    const uri = uriOfTab(tab);
    const bytes = uri && (await largeLogBytes(uri));
    if (!uri || bytes === undefined || !shownUris().has(uri.toString())) return;
    logs.hold(uri.toString(), 'tab');
    await notice(uri, bytes);
  };
  const considerAll = (tabs: readonly Tab[]): void => {
    for (const tab of tabs) void consider(tab);
  };
  considerAll(window.tabGroups.all.flatMap(({ tabs }) => tabs));
  return window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
    const shown = shownUris();
    for (const tab of closed) {
      const uri = uriOfTab(tab)?.toString();
      if (uri !== undefined && !shown.has(uri)) logs.release(uri, 'tab');
    }
    considerAll(opened);
  });
}

/** The file in the active editor, also where VS Code holds no document of it, and in a custom editor. */
export function activeTabUri(): Uri | undefined {
  const tab = window.tabGroups.activeTabGroup.activeTab;
  if (tab?.input instanceof TabInputCustom) return tab.input.uri;
  return tab && uriOfTab(tab);
}

function uriOfTab({ input }: Tab): Uri | undefined {
  return input instanceof TabInputText ? input.uri : undefined;
}

function shownUris(): ReadonlySet<string> {
  return new Set(window.tabGroups.all.flatMap(({ tabs }) => tabs.map((tab) => uriOfTab(tab)?.toString() ?? '')));
}

/** undefined: not a log, or not a large one. */
async function largeLogBytes(uri: Uri): Promise<number | undefined> {
  if (uri.scheme !== 'file' || !hasLogName(uri)) return undefined;
  const { size } = await stat(uri.fsPath).catch(() => ({ size: 0 }));
  return size > largeFileBytes() && (await isEvaluationFile(uri)) ? size : undefined;
}
