import type { Comparison, NamedContender } from '../../core/compareEvals.ts';
import type { EvalPanel, Headline } from '../../protocol/panel.ts';
import { compareCautions } from '../../text/compareCautions.ts';
import { compareAssumptions, describeAnswer, describeMatch, unitOf, nameOf } from '../../text/describeComparison.ts';
import { formatTarget } from '../../text/describeCost.ts';
import { formatLevel, formatPercentInterval } from '../../text/formatEstimate.ts';
import { formatCost, formatCount, formatPercent, formatQuantity } from '../../text/formatNumber.ts';
import { quoteLogText } from '../../text/quoteLogText.ts';
import { differenceChart } from './differenceChart.ts';
import { frontChart } from './frontChart.ts';

/** More than these make a page of numbers, and the chart has them all. */
const MAX_HEADLINES = 6;

/** Evaluations of one task set side by side: what `passk compare` prints, with the same numbers. */
export function comparisonPanel(comparison: Comparison, level: number): EvalPanel {
  const { task, scorer, contenders, targets } = comparison;
  return {
    task: quoteLogText(task),
    model: formatQuantity(contenders.length, 'evaluation'),
    scorer: quoteLogText(scorer),
    headlines: [
      ...targets.map((target) => targetHeadline(target, comparison)),
      ...contenders.slice(0, MAX_HEADLINES).map((contender) => contenderHeadline(contender, level)),
    ],
    warnings: compareCautions(comparison, (index) => nameOf(comparison, index)).map((parts) => parts.join('')),
    laws: [],
    readings: [],
    costs: targets.map(({ coverage, answers }) => ({
      name: `Cheapest for ${formatTarget(coverage)}`,
      text: answers.map(({ contender, answer }) => answerText(comparison, contender, answer)).join('; '),
      definition: `The smallest k with which each model reaches ${formatTarget(coverage)}, the cheapest model first.`,
    })),
    assumptions: assumptions(comparison),
    charts: [frontChart(comparison), differenceChart(comparison, level)],
    computeCharts: [],
  };
}

type Target = Comparison['targets'][number];

function targetHeadline({ coverage, answers }: Target, comparison: Comparison): Headline {
  const label = `Cheapest for ${formatTarget(coverage)}`;
  const [best] = answers;
  if (best?.answer.reachable !== true)
    return { label, value: '–', detail: 'not reached by any of them at the k looked at' };
  const { k, cost, basis } = best.answer;
  return {
    label,
    value: nameOf(comparison, best.contender),
    detail: `k = ${formatCount(k)}, ${formatCost(cost, unitOf(comparison))} a problem, ${basis}`,
  };
}

function contenderHeadline({ name, analysis: { meanSolveRate, summary } }: NamedContender, level: number): Headline {
  return {
    label: `pass@1, ${quoteLogText(name)}`,
    value: formatPercent(meanSolveRate.value),
    detail: `${formatPercentInterval(meanSolveRate)}, ${formatLevel(level)} interval, ${formatQuantity(summary.numProblems, 'problem')}`,
  };
}

function answerText(comparison: Comparison, contender: number, answer: Target['answers'][number]['answer']): string {
  const { k, cost, basis } = describeAnswer(answer, unitOf(comparison));
  const name = nameOf(comparison, contender);
  return answer.reachable ? `${name}: k = ${k}, ${cost}, ${basis}` : `${name}: ${basis}`;
}

function assumptions(comparison: Comparison): readonly string[] {
  const { shared, own } = compareAssumptions(comparison);
  return [
    ...comparison.differences.map(
      (difference) =>
        `${nameOf(comparison, difference.second)} and ${nameOf(comparison, 0)}: ${describeMatch(difference)}`,
    ),
    ...shared,
    ...own.map(({ contender, text }) => `${nameOf(comparison, contender)}: ${text}`),
    'Costs are of k attempts always. Where a model reaches a coverage within its data the observed pass@k says so, else the prediction.',
  ];
}
