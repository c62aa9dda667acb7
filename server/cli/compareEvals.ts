import { basename } from 'node:path';
import { cheapestModels, type RankedAnswer } from '../core/cheapestModels.ts';
import { commonCosts } from '../core/commonCosts.ts';
import { type Contender, contenderOf } from '../core/contender.ts';
import type { CostModel } from '../core/cost.ts';
import type { EvalCounts } from '../core/counts.ts';
import { pairedDifference, type PairedDifference } from '../core/pairedDifference.ts';
import { type FrontPoint, paretoFront } from '../core/paretoFront.ts';
import type { RandomSource } from '../core/seededRandom.ts';
import { stemOf } from '../readers/names.ts';
import type { EvalReport } from './report.ts';

/** Evaluations of one task by one scorer, set side by side. */
export interface Comparison {
  readonly task: string;
  readonly scorer: string;
  /** At least two, in the order of the paths. */
  readonly contenders: readonly NamedContender[];
  readonly targets: readonly { readonly coverage: number; readonly answers: readonly RankedAnswer[] }[];
  readonly front: readonly FrontPoint[];
  /** Each contender after the first one against the first one. */
  readonly differences: readonly (PairedDifference & { readonly second: number })[];
}

export interface NamedContender extends Contender {
  /** The model, or its file where models do not tell contenders apart. Text of a log. */
  readonly name: string;
  readonly sources: readonly string[];
}

export interface ComparisonOptions {
  readonly targets: readonly number[];
  readonly at: readonly number[];
  readonly level: number;
  readonly costOf: (counts: EvalCounts) => CostModel;
  readonly parametersOf: (counts: EvalCounts) => number | undefined;
  readonly random: RandomSource;
}

export interface Comparisons {
  readonly comparisons: readonly Comparison[];
  /** Evaluations of which there is only one for their task and scorer. */
  readonly alone: readonly EvalReport[];
}

export function compareEvals(evals: readonly EvalReport[], options: ComparisonOptions): Comparisons {
  const groups = new Map<string, EvalReport[]>();
  for (const evaluation of evals) {
    const key = JSON.stringify([taskOf(evaluation), evaluation.analysis.counts.scorer]);
    groups.set(key, [...(groups.get(key) ?? []), evaluation]);
  }
  const all = [...groups.values()];
  return {
    comparisons: all.filter((group) => group.length > 1).map((group) => compare(group, options)),
    alone: all.filter((group) => group.length === 1).flat(),
  };
}

/** A log that names no task is called by its file: that tells nothing of the task. */
function taskOf({ analysis, sources }: EvalReport): string {
  const { task } = analysis.counts;
  return sources.some((path) => stemOf(basename(path)) === task) ? '' : task;
}

function compare(group: readonly EvalReport[], options: ComparisonOptions): Comparison {
  const { targets, at, level, costOf, parametersOf, random } = options;
  const counts = group.map(({ analysis }) => analysis.counts);
  const costs = commonCosts(counts.map((each) => ({ cost: costOf(each), parameters: parametersOf(each) })));
  const names = namesOf(group);
  const contenders = group.flatMap(({ analysis, sources }, i): readonly NamedContender[] => {
    const cost = costs[i];
    return cost === undefined ? [] : [{ ...contenderOf(analysis, cost), name: names[i] ?? '', sources }];
  });
  const [first, ...others] = counts;
  return {
    task: group[0] === undefined ? '' : taskOf(group[0]),
    scorer: first?.scorer ?? '',
    contenders,
    targets: targets.map((coverage) => ({ coverage, answers: cheapestModels(coverage, contenders) })),
    front: paretoFront(contenders),
    differences:
      first === undefined
        ? []
        : others.map((second, i) => ({ second: i + 1, ...pairedDifference(first, second, { at, level, random }) })),
  };
}

function namesOf(group: readonly EvalReport[]): readonly string[] {
  const models = group.map(({ analysis }) => analysis.counts.model);
  return group.map(({ sources }, i) => {
    const model = models[i] ?? '';
    if (model !== '' && models.indexOf(model) === models.lastIndexOf(model)) return model;
    const file = basename(sources[0] ?? '');
    return model === '' ? file : `${model} (${file})`;
  });
}
