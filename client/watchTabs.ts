import { stat } from 'node:fs/promises';
import { TabInputText, window, type Disposable, type Tab, type Uri } from 'vscode';
import type { OpenLogs } from './openLogs.ts';
import { hasLogName, isEvaluationFile, largeFileBytes } from './sniffLog.ts';

/** Holds the large logs that are open in a tab: VS Code gives extensions no document of them. */
export function watchTabs(logs: OpenLogs): Disposable {
  const consider = async (tab: Tab): Promise<void> => {
    const uri = uriOfTab(tab);
    if (uri && (await isLargeLog(uri)) && shownUris().has(uri.toString())) logs.hold(uri.toString(), 'tab');
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

/** The file in the active editor, also where VS Code holds no document of it. */
export function activeTabUri(): Uri | undefined {
  const tab = window.tabGroups.activeTabGroup.activeTab;
  return tab && uriOfTab(tab);
}

function uriOfTab({ input }: Tab): Uri | undefined {
  return input instanceof TabInputText ? input.uri : undefined;
}

function shownUris(): ReadonlySet<string> {
  return new Set(window.tabGroups.all.flatMap(({ tabs }) => tabs.map((tab) => uriOfTab(tab)?.toString() ?? '')));
}

async function isLargeLog(uri: Uri): Promise<boolean> {
  if (uri.scheme !== 'file' || !hasLogName(uri)) return false;
  const { size } = await stat(uri.fsPath).catch(() => ({ size: 0 }));
  return size > largeFileBytes() && (await isEvaluationFile(uri));
}
