import type { EvalCounts, ProblemCounts } from '../core/counts.ts';

type Row = ProblemCounts & Pick<EvalCounts, 'task' | 'model' | 'scorer'>;
type Cell = string | number | undefined;

/** Columns in their order; the optional ones only where a row has a value. */
const COLUMNS: readonly { readonly name: string; readonly isOptional: boolean; readonly of: (row: Row) => Cell }[] = [
  { name: 'problem', isOptional: false, of: ({ problemId }) => problemId },
  { name: 'num_samples', isOptional: false, of: ({ numSamples }) => numSamples },
  { name: 'num_correct', isOptional: false, of: ({ numCorrect }) => numCorrect },
  { name: 'task', isOptional: true, of: ({ task }) => task },
  { name: 'model', isOptional: true, of: ({ model }) => model },
  { name: 'scorer', isOptional: true, of: ({ scorer }) => scorer },
  { name: 'prompt_tokens', isOptional: true, of: ({ tokens }) => tokens?.promptTokens },
  { name: 'cached_prompt_tokens', isOptional: true, of: ({ tokens }) => tokens?.cachedPromptTokens },
  { name: 'completion_tokens', isOptional: true, of: ({ tokens }) => tokens?.completionTokens },
  { name: 'reasoning_tokens', isOptional: true, of: ({ tokens }) => tokens?.reasoningTokens },
  { name: 'cost_usd', isOptional: true, of: ({ tokens }) => tokens?.costUsd },
];

/** The generic counts file, which the reader of counts gives back as it was: names are as in the logs, and not made inert for spreadsheets. */
export function countsCsv(evals: readonly EvalCounts[]): string {
  const rows = evals.flatMap(({ task, model, scorer, problems }) =>
    problems.map((problem): Row => ({ ...problem, task, model, scorer })),
  );
  const columns = COLUMNS.filter(({ isOptional, of }) => !isOptional || rows.some((row) => (of(row) ?? '') !== ''));
  const header = columns.map(({ name }) => name).join(',');
  return [header, ...rows.map((row) => columns.map(({ of }) => cellText(of(row))).join(','))].join('\n') + '\n';
}

function cellText(value: Cell): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
