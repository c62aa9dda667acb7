import assert from 'node:assert/strict';
import { window, workspace, type TextDocument } from 'vscode';
import { eventually } from '../../support/eventually.ts';
import {
  fittedTitles,
  hoverText,
  isHoverUntrusted,
  lensesOf,
  lensTitles,
  ownDiagnostics,
  symbolNames,
} from './provided.ts';
import { exampleNames, openInEditor, replaceAll, withoutAttempts } from './workspaceFiles.ts';

describe('Every example with attempts', () => {
  it('shows pass@1 in a lens on the evaluation, and what is known of β', async () => {
    await checkEveryExample(async (document) => {
      const titles = await fittedTitles(document);
      assert.ok(
        titles.some((title) => title.includes('pass@1')),
        titles.join('\n'),
      );
      assert.ok(
        titles.some((title) => title.includes('β')),
        titles.join('\n'),
      );
    });
  });

  it('opens the panel of its own evaluation by a click on the lens', async () => {
    await checkEveryExample(async (document) => {
      await fittedTitles(document);
      const commands = (await lensesOf(document)).map(({ command }) => command);
      const first = commands.find((command) => command?.command === 'passkLens.showCoverage');
      assert.deepEqual(first?.arguments, [document.uri.toString(), 0]);
    });
  });

  it('explains the evaluation in a hover that can run nothing', async () => {
    await checkEveryExample(async (document) => {
      await fittedTitles(document);
      const lens = (await lensesOf(document)).find(({ command }) => command?.command === 'passkLens.showCoverage');
      assert.ok(lens);
      assert.match(await hoverText(document, lens.range.start), /pass\\?@k[\s\S]*\|/);
      assert.ok(await isHoverUntrusted(document, lens.range.start));
    });
  });

  it('has its evaluations in the outline', async () => {
    await checkEveryExample(async (document) => {
      await eventually(async () => {
        const names = await symbolNames(document);
        assert.ok(names.length > 0);
        assert.ok(names.every((name) => name !== ''));
      });
    });
  });

  it('reports nothing that stands outside the file', async () => {
    await checkEveryExample(async (document) => {
      await fittedTitles(document);
      for (const { range, message } of ownDiagnostics(document)) {
        assert.notEqual(message, '');
        assert.ok(document.validateRange(range).isEqual(range), message);
      }
    });
  });
});

describe('A log without attempts', () => {
  it('has a finding that says so, and lenses that call their numbers recorded', async () => {
    const document = await openInEditor(withoutAttempts);
    await eventually(() => {
      assert.deepEqual(codes(document), ['noCounts']);
    });
    const titles = await lensTitles(document);
    assert.ok(
      titles.every((title) => /^recorded pass@.* no attempts/.test(title)),
      titles.join('\n'),
    );
  });
});

describe('An edit of a log', () => {
  it('is in the lens at once, without saving', async () => {
    const document = await newLog(['problem,num_samples,num_correct', ...rows(10, () => 5)]);
    assert.match((await fittedTitles(document)).join('\n'), /50\.0\s?%/);
    await replaceAll(document, ['problem,num_samples,num_correct', ...rows(10, () => 10)].join('\n'));
    await eventually(async () => {
      assert.match((await lensTitles(document)).join('\n'), /100(\.0)?\s?%/);
    });
  });

  it('that leaves one attempt for each problem brings the warning that β cannot be had', async () => {
    const document = await newLog(['problem,num_samples,num_correct', ...rows(10, () => 5)]);
    await fittedTitles(document);
    assert.ok(!codes(document).includes('singleAttempt'));
    await replaceAll(document, ['problem,num_samples,num_correct', ...rows(1, (index) => index % 2)].join('\n'));
    await eventually(() => {
      assert.ok(codes(document).includes('singleAttempt'));
    });
  });

  it('that breaks a row brings a finding at its line, and mending it takes that away', async () => {
    const lines = ['problem,num_samples,num_correct', ...rows(10, () => 5)];
    const broken = lines.map((line, index) => (index === 6 ? 'p5,ten,5' : line));
    const document = await newLog(broken);
    await eventually(() => {
      assert.ok(ownDiagnostics(document).some(({ range }) => range.start.line === 6));
    });
    await replaceAll(document, lines.join('\n'));
    await eventually(() => {
      assert.ok(!ownDiagnostics(document).some(({ range }) => range.start.line === 6));
    });
  });
});

async function checkEveryExample(check: (document: TextDocument) => Promise<void>): Promise<void> {
  const names = await exampleNames();
  assert.ok(names.length > 0, 'there are examples');
  for (const name of names) {
    try {
      await check(await openInEditor(name));
    } catch (error) {
      throw new Error(`${name}: ${String(error)}`, { cause: error });
    }
  }
}

/** Twelve problems with the same number of attempts. */
function rows(numSamples: number, numCorrect: (index: number) => number): string[] {
  return Array.from({ length: 12 }, (_, index) => `p${index},${numSamples},${numCorrect(index)}`);
}

async function newLog(lines: readonly string[]): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language: 'csv', content: lines.join('\n') });
  await window.showTextDocument(document);
  return document;
}

function codes(document: TextDocument): unknown[] {
  return ownDiagnostics(document).map(({ code }) => code);
}
