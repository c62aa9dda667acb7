import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import type { Position } from 'vscode-languageserver';
import { provideHover } from '../../server/language/hover.ts';
import type { LogState } from '../../server/language/logState.ts';
import { quoteLogText } from '../../server/text/quoteLogText.ts';
import { fittedState, sampleAnalysis, sampleCounts, samplePlaces } from '../support/sampleLog.ts';

/** The markdown at a position holds every line of `expected`; nothing is there if `expected` is null. */
function checkHover(state: LogState, line: number, expected: readonly string[] | null, character = 5): void {
  const hover = provideHover(state, { line, character });
  if (expected === null) {
    assert.equal(hover, null);
    return;
  }
  const lines = markdownAt(state, { line, character }).split('\n');
  for (const text of expected) assert.ok(lines.includes(text), `“${text}” is in\n${lines.join('\n')}`);
}

function markdownAt(state: LogState, position: Position): string {
  const contents = provideHover(state, position)?.contents;
  assert.ok(contents !== undefined && typeof contents === 'object' && 'value' in contents);
  return contents.value;
}

const LOG_TEXTS = [
  '[link](command:workbench.action.quit)',
  '![image](https://tracker.example/x.png)',
  '<img src=x onerror=alert(1)>',
  'https://phishing.example',
  'www.phishing.example',
  'a | b',
  '$(flame)',
  '`code` **bold** _italic_ ~~gone~~',
  'two\n\n# lines',
  '&lt;script&gt;',
  '[x]: https://reference.example',
];

/** The elements that a hover is made of; whatever else is rendered, the log has made. */
const OWN_ELEMENTS = new Set(['p', 'strong', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'li', 'hr']);

describe('The hover', () => {
  it('shows an evaluation: pass@k observed and predicted, laws, which k, and what was assumed', () => {
    checkHover(fittedState(), 0, [
      '**HumanEval** · tiny\\-1b · base · 2 problems, 20 attempts, 7 passed',
      '| 1 | 42.0% | [36.1, 48.2] | observed, 2 problems |',
      '| 10 | 50.0% | [40.0, 60.0] | observed, 2 problems |',
      '| 1,000 | ≈ 81.0% | [72.0, 88.0] | 100× extrapolation |',
      '| Beta-binomial | β 0.350 [0.280, 0.440], α 1.20 [0.900, 1.60] |',
      '- Every attempt costs the same\\.',
    ]);
  });

  it('says what misleads', () => {
    const state = fittedState({ analyses: [sampleAnalysis({ warnings: [{ code: 'fewProblems', numProblems: 2 }] })] });
    assert.match(markdownAt(state, { line: 0, character: 0 }), /Only 2 problems/);
  });

  it('shows a problem: counts, solve rate, P(solvable), attempts to expect', () => {
    checkHover(fittedState(), 2, [
      '**HumanEval/1** · 0/10 passed · base',
      '| solve rate of one attempt (90%) | 1.0% [0.10, 5.0] |',
      '| P(solvable) | 83.0% |',
      '| half of such problems are solved within | 120 attempts |',
      '| nine in ten within | more attempts than can be foreseen |',
    ]);
  });

  it('shows every evaluation that counts the problem', () => {
    const analyses = ['base', 'plus'].map((scorer) => sampleAnalysis({ counts: { ...sampleCounts, scorer } }));
    checkHover(fittedState({ analyses }), 1, [
      '**HumanEval/0** · 7/10 passed · base',
      '**HumanEval/0** · 7/10 passed · plus',
    ]);
  });

  it('shows nothing where nothing stands, or nothing is fitted', () => {
    checkHover(fittedState(), 9, null);
    checkHover(fittedState(), 1, null, 41);
    checkHover(fittedState(), 1, null, 1);
    checkHover({ stage: 'reading' }, 0, null);
  });

  it('tells problems on one line apart by their characters', () => {
    const problems = Uint32Array.from([1, 0, 1, 10, 1, 12, 1, 20]);
    const state = fittedState({ places: [{ ...samplePlaces(), problems }] });
    assert.match(markdownAt(state, { line: 1, character: 4 }), /HumanEval\/0/);
    assert.match(markdownAt(state, { line: 1, character: 15 }), /HumanEval\/1/);
    checkHover(state, 1, null, 11);
  });

  for (const text of LOG_TEXTS) {
    it(`shows ${JSON.stringify(text)} from a log as the very text`, () => {
      const problems = [{ problemId: text, numSamples: 10, numCorrect: 7 }];
      const counts = { ...sampleCounts, task: text, model: text, scorer: text, problems };
      const state = fittedState({ analyses: [sampleAnalysis({ counts })] });
      const markdown = new MarkdownIt({ html: true, linkify: true });
      for (const line of [0, 1]) {
        const html = markdown.render(markdownAt(state, { line, character: 5 }));
        const elements = [...html.matchAll(/<(\w+)/g)].map(([, name = '']) => name);
        assert.deepEqual(
          elements.filter((name) => !OWN_ELEMENTS.has(name)),
          [],
        );
        assert.ok(html.includes(markdown.utils.escapeHtml(quoteLogText(text))), html);
      }
    });
  }
});
