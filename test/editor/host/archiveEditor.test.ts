import assert from 'node:assert/strict';
import { commands, TabInputCustom, window } from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { workspaceUri } from './workspaceFiles.ts';

const archive = workspaceUri('inspect_contest-math.eval');

describe('An archive of Inspect', () => {
  it('is opened in the read-only editor of this extension by its command, and by “Open With…”', async () => {
    for (const [command, ...args] of [
      ['passkLens.analyzeFile', archive],
      ['vscode.openWith', archive, 'passkLens.archive'],
    ] as const) {
      await commands.executeCommand('workbench.action.closeAllEditors');
      await commands.executeCommand(command, ...args);
      await eventually(() => {
        const input = window.tabGroups.activeTabGroup.activeTab?.input;
        assert.ok(input instanceof TabInputCustom);
        assert.equal(input.viewType, 'passkLens.archive');
      });
    }
  });
});
