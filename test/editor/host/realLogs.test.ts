import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, Uri, workspace, type DocumentSymbol } from 'vscode';
import * as z from 'zod';
import { eventually } from '../../support/eventually.ts';
import { skipBecause } from '../../support/skipBecause.ts';
import { workspaceUri } from './workspaceFiles.ts';

const expectedCounts = z.record(
  z.string(),
  z.object({ problems: z.number(), attempts: z.number(), correct: z.number() }),
);

/** The suite's workspace is `out/editor/<name>` in the checkout. */
const folder = join(workspaceUri('').fsPath, '..', '..', '..', '..', 'shared', 'data', 'eval-logs');
const expectedPath = join(folder, 'expected.json');

describe('The outline of real logs that are text', () => {
  it('has exactly the expected counts', async function () {
    if (!existsSync(expectedPath)) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
    this.timeout(180_000);
    const expected = expectedCounts.parse(JSON.parse(readFileSync(expectedPath, 'utf8')));
    const keys = Object.keys(expected).filter((key) =>
      /^(inspect|inspect-epoch|human-eval|livecodebench|tau-bench)\/[^#]*\.jsonl?(#|$)/.test(key),
    );
    assert.ok(keys.length >= 19, String(keys.length));
    for (const key of keys) {
      const [file = '', scorer = ''] = key.split('#');
      const document = await workspace.openTextDocument(Uri.file(join(folder, file)));
      await eventually(async () => {
        assert.deepEqual(await countsInOutline(document.uri, scorer), expected[key], key);
      });
    }
  });
});

async function countsInOutline(uri: Uri, scorer: string): Promise<object> {
  const symbols =
    (await commands.executeCommand<DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', uri)) ?? [];
  // Beside the editor's own, of the JSON.
  const own = symbols.filter(({ detail }) => /^[\d,]+ problems?$/.test(detail));
  const evaluation = own.length === 1 ? own[0] : own.find(({ name }) => name === scorer);
  const problems = evaluation?.children ?? [];
  const sum = (part: 0 | 1): number =>
    problems.reduce((total, { detail }) => total + Number(detail.split('/')[part] ?? NaN), 0);
  return { problems: problems.length, attempts: sum(1), correct: sum(0) };
}
