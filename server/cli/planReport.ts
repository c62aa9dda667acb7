import { type AttemptsEach, attemptsEachOf, attemptsToAdd } from '../core/attemptsToAdd.ts';
import { halfWidthOf, type Plan } from '../core/planAttempts.ts';
import { describeNotIdentified } from '../text/describeNotIdentified.ts';
import {
  DESIGN_NAMES,
  describeAssurance,
  describeCertainty,
  describeDesign,
  describeOutOfReach,
  isWithin,
} from '../text/describePlan.ts';
import { formatCount } from '../text/formatNumber.ts';
import type { Block } from './blocks.ts';
import { csvText } from './csvText.ts';
import type { EvalReport, FileReport } from './report.ts';
import { describeCounts, evalTitle } from './textReport.ts';

export interface PlanReport {
  readonly files: readonly FileReport[];
  readonly evals: readonly PlannedEval[];
  readonly k: number;
  /** Half width that is wanted. */
  readonly within: number;
  readonly level: number;
  readonly seed: number;
}

export interface PlannedEval extends EvalReport {
  readonly plan: Plan;
}

export function planBlocks(report: PlanReport): readonly Block[] {
  return report.evals.flatMap(({ analysis, plan }): readonly Block[] => [
    { kind: 'heading', text: [{ ofLog: evalTitle(analysis) }] },
    paragraph(`${describeCounts(analysis)}.`),
    ...(plan.kind === 'notIdentified'
      ? [{ kind: 'caution', text: [describeNotIdentified(plan)] } as const]
      : planned(plan, report)),
  ]);
}

function planned(plan: Extract<Plan, { kind: 'planned' }>, report: PlanReport): readonly Block[] {
  const certainty = paragraph(describeCertainty(plan, report));
  if (isWithin(plan.current, report.within)) return [certainty];
  return [
    certainty,
    {
      kind: 'table',
      columns: [
        { label: 'design', align: 'left' },
        { label: 'problems', align: 'right' },
        { label: 'more attempts each', align: 'right' },
        { label: 'in all', align: 'right' },
      ],
      rows: plan.designs.map((each) => {
        const { each: attempts, total } = describeDesign(each);
        return [DESIGN_NAMES[each.design], formatCount(each.numProblems), attempts, total];
      }),
    },
    ...plan.designs.flatMap((each) => (each.reachable ? [] : [footnote(describeOutOfReach(each))])),
    footnote(describeAssurance(report.seed)),
  ];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text: [text] };
}

function footnote(text: string): Block {
  return { kind: 'footnote', text: [text] };
}

/** See docs/cli.md: a contract. */
export function planJson({ files, evals, k, within, level, seed }: PlanReport): object {
  return {
    schemaVersion: 1,
    files,
    ...{ k, within, level, seed },
    evals: evals.map(({ sources, analysis: { counts, summary }, plan }) => ({
      ...{ task: counts.task, model: counts.model, scorer: counts.scorer, sources },
      numProblems: summary.numProblems,
      numNeverSolved: summary.numNeverSolved,
      ...(plan.kind === 'notIdentified'
        ? { notIdentified: plan.reason }
        : {
            current: { ...plan.current, halfWidth: halfWidthOf(plan.current) },
            designs: plan.designs,
            problems: counts.problems.map(({ problemId, numSamples, numCorrect }) => ({
              problem: problemId,
              ...{ numSamples, numCorrect },
              ...attemptsToAdd(attemptsEach(plan), { numCorrect }),
            })),
          }),
    })),
  };
}

function attemptsEach(plan: Plan): AttemptsEach {
  return plan.kind === 'planned' ? attemptsEachOf(plan.designs) : {};
}

const COLUMNS = ['task', 'model', 'scorer', 'problem', 'num_samples', 'num_correct', 'every_problem', 'until_solved'];

/** One row a problem: the attempts to add by either design, the most of them where it stops at a success; empty where a design does not reach X. */
export function planCsv({ evals }: PlanReport): string {
  const rows = evals.flatMap(({ analysis: { counts }, plan }) => {
    const each = attemptsEach(plan);
    return counts.problems.map((problem) => {
      const { everyProblem, untilSolved } = attemptsToAdd(each, problem);
      const { problemId, numSamples, numCorrect } = problem;
      return [counts.task, counts.model, counts.scorer, problemId, numSamples, numCorrect, everyProblem, untilSolved];
    });
  });
  return csvText(COLUMNS, rows);
}
