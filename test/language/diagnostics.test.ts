import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { provideCodeActions } from '../../server/language/codeActions.ts';
import { computeDiagnostics } from '../../server/language/diagnostics.ts';
import type { LogState } from '../../server/language/logState.ts';
import { fittedState, lineRange, sampleAnalysis, sampleCounts, samplePlaces } from '../support/sampleLog.ts';

const NAMES = { 1: 'error', 2: 'warning', 3: 'info', 4: 'hint' } as const;

/** Each diagnostic as `line severity code: start of the message`. */
function expectDiagnostics(state: LogState, expected: readonly string[]): void {
  const found = computeDiagnostics(state);
  assert.equal(found.length, expected.length);
  found.forEach(({ range, severity = DiagnosticSeverity.Hint, code, message, source }, index) => {
    const text = `${range.start.line} ${NAMES[severity]} ${String(code)}: ${typeof message === 'string' ? message : message.value}`;
    assert.ok(text.startsWith(expected[index] ?? ''), text);
    assert.equal(source, 'pass@k Lens');
  });
}

describe('Diagnostics', () => {
  it('show what the reader found, where it is', () => {
    const issues = [
      { code: 'truncated', severity: 'error', message: 'The log ends inside a string.' },
      { code: 'unscoredAttempts', severity: 'warning', message: 'Three attempts have no score.' },
    ] as const;
    expectDiagnostics(fittedState({ issues, issueRanges: [lineRange(7), undefined] }), [
      '7 error truncated: The log ends inside a string.',
      '0 warning unscoredAttempts: Three attempts',
    ]);
  });

  it('show what misleads at the head of the evaluation', () => {
    const analyses = [
      sampleAnalysis({ warnings: [{ code: 'singleAttempt' }, { code: 'fewProblems', numProblems: 2 }] }),
    ];
    expectDiagnostics(fittedState({ analyses }), [
      '0 warning singleAttempt: Every problem',
      '0 info fewProblems: Only 2',
    ]);
  });

  it('show a recorded pass@k that disagrees where it is recorded', () => {
    const warning = {
      code: 'recordedDisagrees',
      metricIndex: 0,
      name: 'pass@1',
      k: 1,
      recorded: 0.5,
      estimated: 0.4,
    } as const;
    const places = [{ ...samplePlaces(), recorded: [lineRange(9)] }];
    expectDiagnostics(fittedState({ analyses: [sampleAnalysis({ warnings: [warning] })], places }), [
      '9 warning recordedDisagrees: The log records 50.0%',
    ]);
  });

  it('name the evaluation where the log has several', () => {
    const analyses = ['base', 'plus'].map((scorer) =>
      sampleAnalysis({ counts: { ...sampleCounts, scorer }, warnings: [{ code: 'singleAttempt' }] }),
    );
    expectDiagnostics(fittedState({ analyses }), [
      '0 warning singleAttempt: base: Every',
      '0 warning singleAttempt: plus: Every',
    ]);
  });

  it('show an analysis that broke off', () => {
    expectDiagnostics({ stage: 'failed', message: 'It ran out of memory.' }, ['0 error analysisFailed: It ran']);
  });

  it('underline no more than the first line', () => {
    const range = { start: { line: 3, character: 4 }, end: { line: 90, character: 1 } };
    const issues = [{ code: 'noCounts', severity: 'info', message: 'Nothing.' }] as const;
    const [found] = computeDiagnostics(fittedState({ issues, issueRanges: [range] }));
    assert.deepEqual(found?.range, { start: range.start, end: { line: 4, character: 0 } });
  });

  it('offer to show the curve of the evaluation that they are about', () => {
    const analyses = [sampleAnalysis(), sampleAnalysis({ warnings: [{ code: 'singleAttempt' }] })];
    const diagnostics = computeDiagnostics(fittedState({ analyses }));
    const [action] = provideCodeActions('file:///a.json', diagnostics, 'show');
    assert.deepEqual(action?.command?.arguments, ['file:///a.json', 1]);
    assert.deepEqual(provideCodeActions('file:///a.json', diagnostics, undefined), []);
    const foreign = diagnostics.map((diagnostic) => ({ ...diagnostic, source: 'another' }));
    assert.deepEqual(provideCodeActions('file:///a.json', foreign, 'show'), []);
  });
});
