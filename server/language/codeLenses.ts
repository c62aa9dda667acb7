import type { CodeLens, Command, Range } from 'vscode-languageserver';
import type { EvalAnalysis } from '../core/analysis.ts';
import { posteriorOf } from '../core/posteriorOf.ts';
import { evalLabels, withLabel } from './evalLabels.ts';
import { FILE_START, problemRange, type EvalPlaces, type LogState } from './logState.ts';
import { countedTitle, fittedTitle } from './evalTitle.ts';
import { problemTitle, shortProblemTitle } from './problemText.ts';

export interface CodeLensOptions {
  readonly uri: string;
  readonly problemLenses: boolean;
  /** The client's command that opens the panel; without it a lens only shows its title. */
  readonly showCoverageCommand: string | undefined;
}

/** A lens on each evaluation, and below it one on each problem. */
export function provideCodeLenses(state: LogState, options: CodeLensOptions): CodeLens[] {
  switch (state.stage) {
    case 'reading':
      return [titleLens(FILE_START, 'pass@k: analyzing…')];
    case 'failed':
      return [];
    case 'counted': {
      const { evals } = state.log.result;
      const labels = evalLabels(evals);
      return evals.map((counts, index) =>
        evalLens(
          state.log.evals[index],
          withLabel(labels[index], countedTitle(counts, state.first[index])),
          index,
          options,
        ),
      );
    }
    case 'fitted': {
      const labels = evalLabels(state.log.result.evals);
      return state.analyses.flatMap((analysis, index) => {
        const places = state.log.evals[index];
        const lens = evalLens(places, withLabel(labels[index], fittedTitle(analysis)), index, options);
        return options.problemLenses && places !== undefined
          ? [lens, ...problemLenses(analysis, places, labels[index])]
          : [lens];
      });
    }
  }
}

/** More lenses than this make an editor crawl, and nobody reads them: such a log shows its problems on hover. */
export const MAX_PROBLEM_LENSES = 10_000;

function problemLenses(analysis: EvalAnalysis, places: EvalPlaces, label: string | undefined): CodeLens[] {
  const { problems } = analysis.counts;
  if (problems.length > MAX_PROBLEM_LENSES) return [];
  const crowded = crowdedLines(places, problems.length);
  return problems.flatMap((problem, index) => {
    const range = problemRange(places, index);
    if (range === undefined || crowded.has(range.start.line)) return [];
    const isBehindEval = range.start.line === places.header.start.line;
    const title = isBehindEval ? shortProblemTitle(problem) : problemTitle(problem, posteriorOf(analysis, problem));
    return [titleLens(range, withLabel(label, title))];
  });
}

/** Lines on which several problems start, as in compact JSON: their lenses would say nothing about which is which. */
function crowdedLines(places: EvalPlaces, numProblems: number): ReadonlySet<number> {
  const seen = new Set<number>();
  const crowded = new Set<number>();
  for (let index = 0; index < numProblems; index++) {
    const line = places.problems[4 * index]!;
    if (seen.has(line)) crowded.add(line);
    seen.add(line);
  }
  return crowded;
}

function evalLens(
  places: EvalPlaces | undefined,
  title: string,
  evalIndex: number,
  { uri, showCoverageCommand }: CodeLensOptions,
): CodeLens {
  const range = places?.header ?? FILE_START;
  if (showCoverageCommand === undefined) return titleLens(range, title);
  return { range: atStart(range), command: { title, command: showCoverageCommand, arguments: [uri, evalIndex] } };
}

/** A lens that cannot be clicked: LSP has a title only inside a command, and an empty command name means none. */
function titleLens(range: Range, title: string): CodeLens {
  const command: Command = { title, command: '' };
  return { range: atStart(range), command };
}

/** LSP wants a lens to span a single line. */
function atStart({ start }: Range): Range {
  return { start, end: start };
}
