import type { EvalAnalysis } from './analysis.ts';
import { cheapestModels, type RankedAnswer } from './cheapestModels.ts';
import { commonCosts } from './commonCosts.ts';
import { type Contender, contenderOf } from './contender.ts';
import type { CostModel } from './cost.ts';
import type { EvalCounts } from './counts.ts';
import { pairedDifference, type PairedDifference } from './pairedDifference.ts';
import { type FrontPoint, paretoFront } from './paretoFront.ts';
import type { RandomSource } from './seededRandom.ts';

/** An evaluation that is to be compared with others. */
export interface ComparedEval {
  readonly analysis: EvalAnalysis;
  /** Empty where the log names none: then it says nothing of what was evaluated. */
  readonly task: string;
  /** Name of its first file, without the folder. */
  readonly file: string;
  /** The files whose attempts it counts. */
  readonly sources: readonly string[];
}

/** Evaluations of one task by one scorer, set side by side. */
export interface Comparison {
  readonly task: string;
  readonly scorer: string;
  /** At least two, in the order that was given. */
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
  readonly alone: readonly ComparedEval[];
}

export function compareEvals(evals: readonly ComparedEval[], options: ComparisonOptions): Comparisons {
  const groups = new Map<string, ComparedEval[]>();
  for (const evaluation of evals) {
    const key = JSON.stringify([evaluation.task, evaluation.analysis.counts.scorer]);
    groups.set(key, [...(groups.get(key) ?? []), evaluation]);
  }
  const all = [...groups.values()];
  return {
    comparisons: all.filter((group) => group.length > 1).map((group) => compare(group, options)),
    alone: all.filter((group) => group.length === 1).flat(),
  };
}

function compare(group: readonly ComparedEval[], options: ComparisonOptions): Comparison {
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
    task: group[0]?.task ?? '',
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

function namesOf(group: readonly ComparedEval[]): readonly string[] {
  const models = group.map(({ analysis }) => analysis.counts.model);
  return group.map(({ file }, i) => {
    const model = models[i] ?? '';
    if (model !== '' && models.indexOf(model) === models.lastIndexOf(model)) return model;
    return model === '' ? file : `${model} (${file})`;
  });
}
