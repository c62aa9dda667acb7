import assert from 'node:assert/strict';
import { type CodeAction, commands, Range, TabInputCustom, Uri, window, workspace } from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { lensTitles } from './provided.ts';
import { workspaceUri } from './workspaceFiles.ts';

/** The suite's workspace is `out/editor/<name>` in the checkout. */
const fixtures = Uri.joinPath(workspaceUri(''), '..', '..', '..', 'test', 'fixtures');
const used = ['counts.parquet', 'GSM8K_Tiny-1B', 'seed-1.csv', 'seed-2.csv'];

describe('Logs beside JSON and tables', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of used) {
      const uri = workspaceUri(name);
      await workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
    }
  });

  it('in Parquet are opened in the read-only editor of this extension', async () => {
    const uri = workspaceUri('counts.parquet');
    await workspace.fs.copy(Uri.joinPath(fixtures, 'counts', 'parquet', 'counts.parquet'), uri);
    await commands.executeCommand('passkLens.analyzeFile', uri);
    await eventually(() => {
      const input = window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof TabInputCustom);
      assert.equal(input.viewType, 'passkLens.archive');
    });
  });

  it('in YAML, a file a problem, have a lens', async () => {
    const folder = workspaceUri('GSM8K_Tiny-1B');
    await workspace.fs.copy(Uri.joinPath(fixtures, 'llmonkeys', 'yaml', 'GSM8K_Tiny-1B'), folder);
    const document = await workspace.openTextDocument(Uri.joinPath(folder, '1.yaml'));
    await window.showTextDocument(document);
    await eventually(async () => {
      const titles = await lensTitles(document);
      assert.ok(
        titles.some((title) => title.includes('pass@1')),
        titles.join('\n'),
      );
    });
  });

  it('that are one run of several in a folder offer all of them by a code action', async () => {
    const header = 'problem,num_samples,num_correct,task,model\n';
    for (const [seed, name] of ['seed-1.csv', 'seed-2.csv'].entries()) {
      const rows = Array.from({ length: 12 }, (_, i) => `p${i},4,${(i + seed) % 5},seeds,m\n`);
      await workspace.fs.writeFile(workspaceUri(name), Buffer.from(header + rows.join('')));
    }
    const document = await workspace.openTextDocument(workspaceUri('seed-1.csv'));
    await window.showTextDocument(document);
    await eventually(async () => {
      const range = new Range(0, 0, 1, 0);
      const found = await commands.executeCommand<(CodeAction | { title: string })[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
      );
      const titles = found.map(({ title }) => title);
      assert.ok(titles.includes('Show 2 runs of this task as one evaluation'), titles.join(', '));
    });
  });
});
