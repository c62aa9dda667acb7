import { SymbolKind, type DocumentSymbol, type Position, type Range } from 'vscode-languageserver';
import type { EvalCounts } from '../core/counts.ts';
import { formatQuantity } from '../text/formatNumber.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import { evalLabels, evalName } from './evalLabels.ts';
import { problemRange, type EvalPlaces, type LogState } from './logState.ts';
import { countRatio } from './problemText.ts';

/** The outline: evaluations, and in each its problems. */
export function provideDocumentSymbols(state: LogState): DocumentSymbol[] {
  if (state.stage === 'reading' || state.stage === 'failed') return [];
  const { evals } = state.log.result;
  const labels = evalLabels(evals);
  return evals.flatMap((counts, index) => {
    const places = state.log.evals[index];
    return places === undefined ? [] : [evalSymbol(counts, places, labels[index] ?? '')];
  });
}

/** An outline of more than this many problems helps nobody, and editors build all of it at once. */
export const MAX_PROBLEM_SYMBOLS = 10_000;

function evalSymbol(counts: EvalCounts, places: EvalPlaces, label: string): DocumentSymbol {
  const children = counts.problems.slice(0, MAX_PROBLEM_SYMBOLS).flatMap((problem, index) => {
    const range = problemRange(places, index);
    if (range === undefined) return [];
    // An empty name is an error in LSP, and some editors then show no outline at all.
    const name = quoteLogText(problem.problemId) || `problem ${index + 1}`;
    return [{ name, detail: countRatio(problem), kind: SymbolKind.Field, range, selectionRange: range }];
  });
  return {
    name: label === '' ? evalName(counts) : label,
    detail: formatQuantity(counts.problems.length, 'problem'),
    kind: SymbolKind.Class,
    range: children.reduce((hull, child) => union(hull, child.range), places.header),
    selectionRange: places.header,
    children,
  };
}

function union(a: Range, b: Range): Range {
  return { start: isBefore(a.start, b.start) ? a.start : b.start, end: isBefore(a.end, b.end) ? b.end : a.end };
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
