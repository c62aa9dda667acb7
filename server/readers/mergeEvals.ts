import type { EvalCounts, ProblemCounts, TokenUsage } from '../core/counts.ts';
import { usageByKind } from '../core/tokenKinds.ts';
import { runsOf } from './oneRun.ts';

import { mergeOrders } from './mergeOrders.ts';

/** The evaluations of one file. */
export interface EvalSource {
  /** Name of the file for the user. */
  readonly name: string;
  /** Equal for files of equal content, and only for these. */
  readonly contentHash: string;
  readonly evals: readonly EvalCounts[];
}

export interface MergedEval {
  readonly counts: EvalCounts;
  /** Names of the files that it is made of, each once. */
  readonly sources: readonly string[];
}

export interface MergeResult {
  readonly evals: readonly MergedEval[];
  /** Files that were left out because another of the same content is in already: no attempt counts twice. */
  readonly duplicates: readonly { readonly name: string; readonly sameAs: string }[];
  /** Files that hold attempts of another one: of each problem the file with the most attempts counts. */
  readonly overlaps: readonly { readonly name: string; readonly sameAs: string }[];
}

/**
 * Files of the same task, model and scorer are runs of one evaluation: their attempts at a problem add up.
 * Files that hold the same attempts are one run. Evaluations keep the order in which they first appear, and so do problems. What belongs to one file only (places, metrics
 * that it records of itself) is kept where an evaluation has a single part.
 */
export function mergeEvals(files: readonly EvalSource[]): MergeResult {
  const nameByHash = new Map<string, string>();
  const duplicates: { name: string; sameAs: string }[] = [];
  const groups = new Map<string, { readonly parts: EvalCounts[]; readonly sources: string[] }>();
  for (const { name, contentHash, evals } of files) {
    const sameAs = nameByHash.get(contentHash);
    if (sameAs !== undefined) {
      duplicates.push({ name, sameAs });
      continue;
    }
    nameByHash.set(contentHash, name);
    for (const counts of evals) {
      const key = JSON.stringify([counts.task, counts.model, counts.scorer]);
      const group = groups.get(key) ?? { parts: [], sources: [] };
      groups.set(key, group);
      group.parts.push(counts);
      group.sources.push(name);
    }
  }
  const overlaps = new Map<string, string>();
  const evals = [...groups.values()].flatMap(({ parts, sources }): MergedEval[] => {
    const runs = runsOf(parts);
    for (const [first, ...others] of runs.map((run) => run.parts)) {
      for (const other of others) overlaps.set(sources[other] ?? '', sources[first ?? 0] ?? '');
    }
    const counts = addParts(runs.map((run) => run.counts));
    return counts === undefined ? [] : [{ counts, sources: [...new Set(sources)] }];
  });
  return { evals, duplicates, overlaps: [...overlaps].map(([name, sameAs]) => ({ name, sameAs })) };
}

function addParts(parts: readonly EvalCounts[]): EvalCounts | undefined {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first;
  const problems = new Map<string, ProblemCounts>();
  for (const problem of parts.flatMap((part) => part.problems)) {
    const earlier = problems.get(problem.problemId);
    problems.set(problem.problemId, addProblems(earlier, problem));
  }
  const attemptOrder = mergeOrders(parts);
  return {
    task: first.task,
    model: first.model,
    scorer: first.scorer,
    problems: [...problems.values()],
    recorded: [],
    // Completions were compared within their files only: what repeats from file to file is not known.
    ...(attemptOrder && { attemptOrder }),
  };
}

/** Attempts at one problem in two files, together. */
export function addProblems(earlier: ProblemCounts | undefined, later: ProblemCounts): ProblemCounts {
  const tokens = earlier === undefined ? later.tokens : addTokens(earlier.tokens, later.tokens);
  return {
    problemId: later.problemId,
    numSamples: (earlier?.numSamples ?? 0) + later.numSamples,
    numCorrect: (earlier?.numCorrect ?? 0) + later.numCorrect,
    ...(tokens && { tokens }),
  };
}

/** A sum is known only where both parts are: tokens of half of the attempts would make an attempt look half as dear. */
function addTokens(a: TokenUsage | undefined, b: TokenUsage | undefined): TokenUsage | undefined {
  if (a === undefined || b === undefined) return undefined;
  return usageByKind((kind) => sum(a[kind], b[kind]));
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
