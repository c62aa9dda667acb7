import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { commands, TabInputWebview, window, workspace } from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { lensTitles } from './provided.ts';
import { workspaceUri } from './workspaceFiles.ts';

const header = 'problem,num_samples,num_correct,task,model\n';

/** Two runs of one task and model, open as documents. */
async function openRuns(): Promise<readonly Uri[]> {
  const uris = ['run-1.csv', 'run-2.csv'].map(workspaceUri);
  for (const [index, uri] of uris.entries()) {
    const rows = Array.from({ length: 12 }, (_, i) => `p${i},4,${(i + index) % 5},t,m\n`);
    await workspace.fs.writeFile(uri, Buffer.from(header + rows.join('')));
    await window.showTextDocument(uri, { preview: false });
  }
  return uris;
}

describe('Two open runs of one task and model', () => {
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['run-1.csv', 'run-2.csv']) await workspace.fs.delete(workspaceUri(name));
  });

  it('offer in a lens to be merged, and are shown as one evaluation', async () => {
    const [first] = await openRuns();
    assert.ok(first);
    const document = await workspace.openTextDocument(first);
    const title = 'merge 2 open runs of this task and model';
    await eventually(async () => {
      assert.ok((await lensTitles(document)).includes(title));
    });
    const lenses = await commands.executeCommand<
      { command?: { title: string; command: string; arguments?: unknown[] } }[]
    >('vscode.executeCodeLensProvider', first);
    const command = lenses.find((lens) => lens.command?.title === title)?.command;
    assert.ok(command);
    await commands.executeCommand(command.command, ...(command.arguments ?? []));
    await eventually(() => {
      const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
      const panel = tabs.find(
        ({ input, label }) => input instanceof TabInputWebview && label.includes('run-1.csv and 1 more'),
      );
      assert.ok(panel, tabs.map(({ label }) => label).join(', '));
    });
  });
});

describe('Open logs of two models on one task', () => {
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['small.csv', 'large.csv']) await workspace.fs.delete(workspaceUri(name));
  });

  it('offer in a lens to be compared, and are shown side by side', async () => {
    for (const [index, name] of ['small', 'large'].entries()) {
      const rows = Array.from({ length: 12 }, (_, i) => `p${i},4,${Math.min(4, (i % 4) + index)},t2,${name}\n`);
      await workspace.fs.writeFile(workspaceUri(`${name}.csv`), Buffer.from(header + rows.join('')));
      await window.showTextDocument(workspaceUri(`${name}.csv`), { preview: false });
    }
    const command = await eventually(async () => {
      const all = await commands.executeCommand<
        { command?: { title: string; command: string; arguments?: unknown[] } }[]
      >('vscode.executeCodeLensProvider', workspaceUri('small.csv'));
      const found = all.find((lens) => lens.command?.title === 'compare 2 open logs of this task');
      assert.ok(found?.command);
      return found.command;
    });
    await commands.executeCommand(command.command, ...(command.arguments ?? []));
    await eventually(() => {
      const labels = window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);
      assert.ok(labels.includes('Comparison: small.csv and 1 more'), labels.join(', '));
    });
  });
});
