import type { InlayHint, Range } from 'vscode-languageserver';
import { problemRange, type LogState } from './logState.ts';
import { countRatio } from './problemText.ts';

/** c/n behind each problem that ends on the line where it starts, otherwise in front of it; only inside `visible`. */
export function provideInlayHints(state: LogState, visible: Range): InlayHint[] {
  if (state.stage === 'reading' || state.stage === 'failed') return [];
  return state.log.result.evals.flatMap(({ problems }, evalIndex) => {
    const places = state.log.evals[evalIndex];
    if (places === undefined) return [];
    return problems.flatMap((problem, index): InlayHint[] => {
      const range = problemRange(places, index);
      if (range === undefined || range.start.line < visible.start.line || range.start.line > visible.end.line)
        return [];
      const isOneLine = range.start.line === range.end.line;
      const position = isOneLine ? range.end : range.start;
      return [{ position, label: countRatio(problem), paddingLeft: isOneLine, paddingRight: !isOneLine }];
    });
  });
}
