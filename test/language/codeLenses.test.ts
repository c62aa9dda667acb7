import assert from 'node:assert/strict';
import { analyzeEval } from '../../server/core/analyzeEval.ts';
import { MAX_PROBLEM_LENSES, provideCodeLenses, type CodeLensOptions } from '../../server/language/codeLenses.ts';
import type { LogState } from '../../server/language/logState.ts';
import { fittedState, placedLog, sampleAnalysis, sampleCounts, samplePlaces } from '../support/sampleLog.ts';

const OPTIONS: CodeLensOptions = { uri: 'file:///log.json', problemLenses: false, showCoverageCommand: undefined };

/** Each lens as `line: title`. */
function checkLenses(state: LogState, expected: readonly string[], options: Partial<CodeLensOptions> = {}): void {
  const lenses = provideCodeLenses(state, { ...OPTIONS, ...options });
  assert.deepEqual(
    lenses.map(({ range, command }) => `${range.start.line}: ${command?.title ?? ''}`),
    expected,
  );
  lenses.forEach(({ range }) => {
    assert.equal(range.start.line, range.end.line, 'a lens spans one line');
  });
}

describe('Code lenses', () => {
  it('show pass@1, β, predicted coverage and the cheapest k, each with its interval', () => {
    checkLenses(fittedState(), [
      '0: pass@1 42.0% [36.1, 48.2] · β 0.350 [0.280, 0.440] · pass@1,000 ≈ 81.0% [72.0, 88.0] (100× beyond the data) · 80% at k ≈ 93 [60, 160]',
    ]);
  });

  it('say once that nothing beyond pass@1 is identified from single attempts', () => {
    const notIdentified = { kind: 'notIdentified', reason: 'singleAttempt' } as const;
    const { fits, cost } = sampleAnalysis();
    const analysis = sampleAnalysis({
      fits: { ...fits, betaBinomial: notIdentified },
      prediction: notIdentified,
      cost: { ...cost, targets: [{ coverage: 0.8, reachable: false, why: 'notIdentified', bandReaches: true }] },
    });
    checkLenses(fittedState({ analyses: [analysis] }), ['0: pass@1 42.0% [36.1, 48.2] · β not identified (n = 1)']);
  });

  it('say why a target cannot be reached', () => {
    const { cost } = sampleAnalysis();
    const titleFor = (why: 'aboveCeiling' | 'beyondHorizon'): string => {
      const ceiling = { value: 0.9, low: 0.85, high: 0.95 };
      const kInterval = { low: null, high: null };
      const targets = [
        { coverage: 0.99, reachable: false, why, bandReaches: true, lookedUpTo: 10_000, kInterval, ceiling } as const,
      ];
      const state = fittedState({ analyses: [sampleAnalysis({ cost: { ...cost, targets } })] });
      return provideCodeLenses(state, OPTIONS)[0]?.command?.title ?? '';
    };
    assert.match(titleFor('aboveCeiling'), /99% above the predicted ceiling$/);
    assert.match(titleFor('beyondHorizon'), /99% not within 10,000 attempts$/);
  });

  it('say of a log of aggregates that it holds no attempt', () => {
    const { summary } = sampleAnalysis();
    const analysis = sampleAnalysis({ summary: { ...summary, numProblems: 0 } });
    checkLenses(fittedState({ analyses: [analysis] }), ['0: no scored attempt in this log']);
  });

  it('say of recorded pass@k without attempts that the law is a fit of a curve', () => {
    const recorded = [1, 8, 64].map(
      (k, i) => ({ name: `pass@${k}`, kind: 'passAtK', k, value: 0.1 + 0.2 * i }) as const,
    );
    const analysis = analyzeEval({ task: 't', model: '', scorer: '', problems: [], recorded });
    const [lens] = provideCodeLenses(fittedState({ analyses: [analysis] }), OPTIONS);
    assert.match(lens?.command?.title ?? '', /^recorded pass@1 10\.0%, pass@64 50\.0% · curve fit, no attempts: .*β/);
  });

  it('show what is known while the rest is being computed', () => {
    checkLenses({ stage: 'reading' }, ['0: pass@k: analyzing…']);
    checkLenses({ stage: 'counted', log: placedLog(), first: [sampleAnalysis()] }, [
      '0: pass@1 42.0% [36.1, 48.2] · β 0.350 [0.280, 0.440] · predicting…',
    ]);
  });

  it('are absent where the analysis failed', () => {
    checkLenses({ stage: 'failed', message: 'out of memory' }, []);
  });

  it('show c/n and the posterior of each problem', () => {
    const titles = [
      '1: 7/10 · solve rate 66.0% [50.0, 80.0]',
      '2: 0/10 · P(solvable) 83.0% · solve rate 1.0% [0.10, 5.0]',
    ];
    const state = fittedState();
    const [header] = provideCodeLenses(state, OPTIONS);
    checkLenses(state, [`0: ${header?.command?.title ?? ''}`, ...titles], { problemLenses: true });
  });

  it('say little of a problem on the line of its evaluation, as in a JSONL', () => {
    const state = fittedState({ places: [samplePlaces([0, 1])] });
    const [header] = provideCodeLenses(state, OPTIONS);
    const titles = [`0: ${header?.command?.title ?? ''}`, '0: this problem 7/10'];
    const lenses = provideCodeLenses(state, { ...OPTIONS, problemLenses: true });
    assert.deepEqual(
      lenses.slice(0, 2).map(({ range, command }) => `${range.start.line}: ${command?.title ?? ''}`),
      titles,
    );
    assert.match(lenses[2]?.command?.title ?? '', /^0\/10 · P\(solvable\)/);
  });

  it('leave out problems that share a line', () => {
    const analyses = [sampleAnalysis()];
    const problemLines = (lines: readonly number[]): readonly number[] =>
      provideCodeLenses(fittedState({ analyses, places: [samplePlaces(lines)] }), { ...OPTIONS, problemLenses: true })
        .slice(1)
        .map(({ range }) => range.start.line);
    assert.deepEqual(problemLines([3, 3]), []);
    assert.deepEqual(problemLines([3, 4]), [3, 4]);
  });

  it('leave out the problems of a log that has more than an editor can show', () => {
    const lensesFor = (numProblems: number): number => {
      const problem = { problemId: 'p', numSamples: 10, numCorrect: 7 };
      const counts = { ...sampleCounts, problems: Array.from({ length: numProblems }, () => problem) };
      const places = [samplePlaces(Array.from({ length: numProblems }, (_, index) => index + 1))];
      const state = fittedState({ analyses: [sampleAnalysis({ counts })], places });
      return provideCodeLenses(state, { ...OPTIONS, problemLenses: true }).length;
    };
    assert.equal(lensesFor(MAX_PROBLEM_LENSES), 1 + MAX_PROBLEM_LENSES);
    assert.equal(lensesFor(MAX_PROBLEM_LENSES + 1), 1);
  });

  it('open the panel where the client can', () => {
    const commandWith = (showCoverageCommand: string | undefined) =>
      provideCodeLenses(fittedState(), { ...OPTIONS, showCoverageCommand })[0]?.command;
    assert.equal(commandWith('show')?.command, 'show');
    assert.deepEqual(commandWith('show')?.arguments, ['file:///log.json', 0]);
    assert.equal(commandWith(undefined)?.command, '');
  });

  it('tell the evaluations of a log apart by what differs, and draw no icon that a log asks for', () => {
    const analyses = ['base', '$(flame) plus'].map((scorer) => sampleAnalysis({ counts: { ...sampleCounts, scorer } }));
    const titles = provideCodeLenses(fittedState({ analyses }), OPTIONS).map(({ command }) => command?.title ?? '');
    assert.match(titles[0] ?? '', /^base: pass@1/);
    assert.match(titles[1] ?? '', /^\$ \(flame\) plus: pass@1/);
  });
});
