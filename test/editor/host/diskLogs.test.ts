import assert from 'node:assert/strict';
import { appendFile, writeFile } from 'node:fs/promises';
import { commands, languages, type TextDocument } from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { attemptLine, mixedLog, singleAttemptLog } from '../../support/smallLogs.ts';
import { fittedTitles, lensTitles } from './provided.ts';
import { openInEditor, replaceAll, workspaceUri } from './workspaceFiles.ts';

describe('A log on disk', () => {
  it('is read from its file, from the editor while that has edits, and from the file again once it is saved', async () => {
    const document = await openLog('saved.jsonl_results.jsonl', mixedLog);
    await checkPassAt1(document, '43.3%');
    await replaceAll(document, singleAttemptLog);
    await checkPassAt1(document, '50.0%');
    assert.ok(await document.save());
    await checkPassAt1(document, '50.0%');
    await writeFile(document.uri.fsPath, mixedLog);
    await checkPassAt1(document, '43.3%');
  });

  it('shows an edit that is undone as the file has it', async () => {
    const document = await openLog('undone.jsonl_results.jsonl', mixedLog);
    await fittedTitles(document);
    await replaceAll(document, singleAttemptLog);
    await checkPassAt1(document, '50.0%');
    await commands.executeCommand('undo');
    await checkPassAt1(document, '43.3%');
  });

  it('is followed while another process writes it', async () => {
    const document = await openLog('growing.jsonl_results.jsonl', mixedLog);
    await checkPassAt1(document, '43.3%');
    await appendFile(document.uri.fsPath, threeSolved('first'));
    await checkPassAt1(document, '54.7%');
    const more = threeSolved('second');
    await appendFile(document.uri.fsPath, more.slice(0, -30));
    await appendFile(document.uri.fsPath, more.slice(-30));
    await checkPassAt1(document, '62.2%');
  });
});

describe('A log that is too large for VS Code to hand to extensions', () => {
  it('is read from disk, and has its findings', async () => {
    const uri = workspaceUri('large.jsonl_results.jsonl');
    // Twelve lines of 2 MB: above `passkLens.largeFileMegabytes`.
    const padding = JSON.stringify('x'.repeat(2_000_000));
    await writeFile(uri.fsPath, singleAttemptLog.replaceAll('"    return 1\\n"', padding));
    await commands.executeCommand('vscode.open', uri);
    await eventually(() => {
      const codes = languages.getDiagnostics(uri).map(({ code }) => code);
      assert.ok(codes.includes('singleAttempt'), JSON.stringify(codes));
    });
  });
});

async function openLog(name: string, text: string): Promise<TextDocument> {
  await writeFile(workspaceUri(name).fsPath, text);
  return openInEditor(name);
}

function checkPassAt1(document: TextDocument, expected: string): Promise<void> {
  return eventually(async () => {
    assert.ok((await lensTitles(document)).some((title) => title.startsWith(`pass@1 ${expected}`)));
  });
}

/** Three problems of ten attempts, all passed. */
function threeSolved(prefix: string): string {
  return ['0', '1', '2'].map((id) => attemptLine(`${prefix}/${id}`, true).repeat(10)).join('');
}
