import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { chartFigure } from '../figures/chartFigure.ts';
import type { Figure } from '../figures/figure.ts';
import { readResult, ResultError } from '../jobs/readResult.ts';
import { jobFiles } from '../protocol/job.ts';
import type { EvalPanel } from '../protocol/panel.ts';
import { resultPanels } from '../view/experiments/resultPanels.ts';
import type { Block } from './blocks.ts';

/** The result of an experiment. */
export interface NamedResult {
  /** Of the folder that it is in. */
  readonly name: string;
  /** One for each seed, and for each temperature of a VAE. */
  readonly parts: readonly EvalPanel[];
}

export interface ResultsRead {
  readonly results: readonly NamedResult[];
  /** The paths that are no result. */
  readonly others: readonly string[];
  /** What could not be read, a sentence each. */
  readonly problems: readonly string[];
}

/** The results of experiments among paths: of each the folder, or the `result.json` in it. */
export async function readResults(paths: readonly string[]): Promise<ResultsRead> {
  const results: NamedResult[] = [];
  const others: string[] = [];
  const problems: string[] = [];
  for (const path of paths) {
    const folder = basename(path) === jobFiles.result ? dirname(path) : path;
    if (!existsSync(join(folder, jobFiles.result))) {
      others.push(path);
      continue;
    }
    try {
      results.push({ name: basename(resolve(folder)), parts: resultPanels(await readResult(folder)) });
    } catch (error) {
      if (!(error instanceof ResultError)) throw error;
      problems.push(error.message);
    }
  }
  return { results, others, problems };
}

/** Figures 4 to 7, or those of the memory model: the charts of the panel, one part after the other. */
export function resultFigures({ name, parts }: NamedResult): readonly Figure[] {
  return parts.flatMap(({ model, charts }) =>
    charts.map((chart) => chartFigure([name, ...wordsOf(model), chart.id].join('-'), chart)),
  );
}

/** What the figures show, for people. */
export function resultBlocks({ name, parts }: NamedResult): readonly Block[] {
  return parts.flatMap(({ task, model, charts }): readonly Block[] => [
    { kind: 'heading', text: [{ ofLog: name }, `: ${task}, ${model}`] },
    ...charts.map(({ title, summary }): Block => ({ kind: 'paragraph', text: [`${title}: ${summary}`] })),
  ]);
}

/** `seed 0, T = 1.1` as parts of a file's name. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[A-Za-z0-9.-]+/g) ?? [];
}
