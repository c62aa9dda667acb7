import { MarkupKind, type Hover, type Position, type Range } from 'vscode-languageserver';
import { evalHover } from './evalHover.ts';
import { problemRange, type EvalPlaces, type LogState } from './logState.ts';
import { problemHover } from './problemHover.ts';

/** What is known of the evaluations and the problems that stand at a position. */
export function provideHover(state: LogState, position: Position): Hover | null {
  if (state.stage !== 'fitted') return null;
  const sections = state.analyses.flatMap((analysis, index) => {
    const places = state.log.evals[index];
    if (places === undefined) return [];
    const atEval = contains(places.header, position) ? [evalHover(analysis)] : [];
    return [...atEval, ...problemsAt(places, position).map((problem) => problemHover(analysis, problem))];
  });
  if (sections.length === 0) return null;
  return { contents: { kind: MarkupKind.Markdown, value: sections.slice(0, MAX_SECTIONS).join('\n\n---\n\n') } };
}

/** Compact JSON can have a thousand problems around one position only if their ranges nest, which nobody wants to read. */
const MAX_SECTIONS = 6;

function problemsAt(places: EvalPlaces, position: Position): readonly number[] {
  const found: number[] = [];
  for (let index = 0; 4 * index < places.problems.length; index++) {
    // Cheaper than building 100,000 ranges to find one.
    if (places.problems[4 * index]! > position.line || places.problems[4 * index + 2]! < position.line) continue;
    const range = problemRange(places, index);
    if (range !== undefined && contains(range, position)) found.push(index);
  }
  return found;
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  const isBeforeEnd = line < end.line || (line === end.line && character <= end.character);
  return isAfterStart && isBeforeEnd;
}
