import assert from 'node:assert/strict';
import type { DocumentSymbol } from 'vscode-languageserver';
import { describeState } from '../../server/language/describeState.ts';
import { provideDocumentSymbols } from '../../server/language/documentSymbols.ts';
import { provideInlayHints } from '../../server/language/inlayHints.ts';
import { NO_LINE, type LogState } from '../../server/language/logState.ts';
import { fittedState, sampleAnalysis, sampleCounts, samplePlaces } from '../support/sampleLog.ts';

function checkOutline(state: LogState, expected: readonly string[]): void {
  const outline = (symbols: readonly DocumentSymbol[], indent: string): readonly string[] =>
    symbols.flatMap(({ name, detail, children }) => [
      `${indent}${name} (${detail ?? ''})`,
      ...outline(children ?? [], `${indent}  `),
    ]);
  assert.deepEqual(outline(provideDocumentSymbols(state), ''), expected);
}

describe('The outline', () => {
  it('lists evaluations, and in each its problems with c/n', () => {
    checkOutline(fittedState(), ['HumanEval (2 problems)', '  HumanEval/0 (7/10)', '  HumanEval/1 (0/10)']);
  });

  it('leaves out a problem that has no place', () => {
    const problems = Uint32Array.from([NO_LINE, 0, 0, 0, 2, 0, 2, 5]);
    checkOutline(fittedState({ places: [{ ...samplePlaces(), problems }] }), [
      'HumanEval (2 problems)',
      '  HumanEval/1 (0/10)',
    ]);
  });

  it('names what the log does not: an empty name would empty the outline', () => {
    const problems = [{ problemId: '\u0000', numSamples: 1, numCorrect: 0 }];
    const counts = { task: '', model: ' ', scorer: '', problems, recorded: [] };
    checkOutline(fittedState({ analyses: [sampleAnalysis({ counts })] }), [
      'evaluation (1 problem)',
      '  problem 1 (0/1)',
    ]);
  });

  it('spans all its problems', () => {
    const [symbol] = provideDocumentSymbols(fittedState());
    assert.deepEqual(symbol?.range, { start: { line: 0, character: 0 }, end: { line: 2, character: 40 } });
  });

  it('is empty before anything is counted', () => {
    checkOutline({ stage: 'reading' }, []);
  });
});

describe('Inlay hints', () => {
  it('show c/n of the problems in view', () => {
    const visible = { start: { line: 2, character: 0 }, end: { line: 9, character: 0 } };
    assert.deepEqual(
      provideInlayHints(fittedState(), visible).map(({ position, label }) => [
        position.line,
        position.character,
        label,
      ]),
      [[2, 40, '0/10']],
    );
  });
});

describe('The state of a log', () => {
  it('is one line', () => {
    assert.equal(describeState(fittedState()), 'HumanEval · 2 problems × 10 · β 0.350 [0.280, 0.440]');
    const counts = { ...sampleCounts, scorer: 'plus' };
    assert.match(
      describeState(fittedState({ analyses: [sampleAnalysis(), sampleAnalysis({ counts })] })),
      / · and 1 more evaluation$/,
    );
  });
});
