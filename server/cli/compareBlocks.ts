import type { Comparison } from '../core/compareEvals.ts';
import { compareCautions } from '../text/compareCautions.ts';
import {
  compareAssumptions,
  describeAnswer,
  describeDifference,
  describeFront,
  describeMatch,
  shownDifferences,
  unitOf,
} from '../text/describeComparison.ts';
import { formatTarget } from '../text/describeCost.ts';
import { formatLevel } from '../text/formatEstimate.ts';
import { formatCount, formatQuantity } from '../text/formatNumber.ts';
import type { Block, Prose } from './blocks.ts';
import type { CompareReport } from './compareData.ts';
import type { Column } from './textTable.ts';

/** For people: which model is cheapest, the front, and who is better on the same problems. */
export function compareBlocks({ comparisons, at, level }: CompareReport): readonly Block[] {
  return comparisons.flatMap((comparison) => [
    { kind: 'heading', text: [{ ofLog: titleOf(comparison) }] } as const,
    ...cheapest(comparison),
    ...front(comparison),
    ...differences(comparison, at, level),
    ...assumptions(comparison),
    ...compareCautions(comparison, (index) => nameOf(comparison, index)).map((text): Block => ({
      kind: 'caution',
      text,
    })),
  ]);
}

function titleOf({ task, scorer, contenders }: Comparison): string {
  const names = [task, scorer].filter((name) => name !== '');
  return [...names, formatQuantity(contenders.length, 'evaluation')].join(' · ');
}

const TARGET_COLUMNS: readonly Column[] = [
  { label: 'target', align: 'right' },
  { label: 'model', align: 'left' },
  { label: 'k', align: 'right' },
  { label: 'cost a problem', align: 'right' },
  { label: 'basis', align: 'left' },
];

function cheapest(comparison: Comparison): readonly Block[] {
  const rows = comparison.targets.flatMap(({ coverage, answers }) =>
    answers.map(({ contender, answer }, i): readonly Prose[] => {
      const { k, cost, basis } = describeAnswer(answer, unitOf(comparison));
      return [i === 0 ? formatTarget(coverage) : '', nameOf(comparison, contender), k, cost, basis];
    }),
  );
  return [
    paragraph('The k with which each model reaches a target, the cheapest model first:'),
    { kind: 'table', columns: TARGET_COLUMNS, rows },
  ];
}

const FRONT_COLUMNS: readonly Column[] = [
  { label: 'model', align: 'left' },
  { label: 'k', align: 'right' },
  { label: 'cost a problem', align: 'right' },
  { label: 'pass@k at its end', align: 'right' },
  { label: 'basis', align: 'left' },
];

function front(comparison: Comparison): readonly Block[] {
  if (comparison.front.length === 0) return [];
  const rows = describeFront(comparison.front, unitOf(comparison)).map(
    ({ contender, k, cost, coverage, basis }): readonly Prose[] => [
      nameOf(comparison, contender),
      k,
      cost,
      coverage,
      basis,
    ],
  );
  return [
    paragraph('The Pareto front: at these costs no other model and k covers more.'),
    { kind: 'table', columns: FRONT_COLUMNS, rows },
  ];
}

function differences(comparison: Comparison, at: readonly number[], level: number): readonly Block[] {
  const columns: readonly Column[] = [
    { label: 'model', align: 'left' },
    { label: 'k', align: 'right' },
    { label: 'pass@k', align: 'right' },
    { label: `${formatLevel(level)} interval`, align: 'right' },
    { label: 'band over all k', align: 'right' },
  ];
  const rows = comparison.differences.flatMap(({ second, points }) =>
    shownDifferences(points, at).map((point, i): readonly Prose[] => {
      const { value, interval, band } = describeDifference(point);
      return [i === 0 ? nameOf(comparison, second) : '', formatCount(point.k), value, interval, band];
    }),
  );
  const table: readonly Block[] = rows.length === 0 ? [] : [{ kind: 'table', columns, rows }];
  return [
    {
      kind: 'paragraph',
      text: ['Difference of pass@k to ', nameOf(comparison, 0), ' on the same problems, in percentage points:'],
    },
    ...table,
    ...matches(comparison),
  ];
}

/** How many problems were compared: in one line where that is the same for all. */
function matches(comparison: Comparison): readonly Block[] {
  const texts = comparison.differences.map(describeMatch);
  const [shared] = texts;
  if (shared !== undefined && texts.every((text) => text === shared)) return [footnote([shared])];
  return comparison.differences.map(({ second }, i) => footnote([nameOf(comparison, second), `: ${texts[i] ?? ''}`]));
}

function assumptions(comparison: Comparison): readonly Block[] {
  const { shared, own } = compareAssumptions(comparison);
  return [
    ...shared.map((text) => footnote([`Assumed: ${text}`])),
    ...own.map(({ contender, text }) => footnote(['Assumed for ', nameOf(comparison, contender), `: ${text}`])),
  ];
}

function nameOf({ contenders }: Comparison, index: number): Prose {
  return { ofLog: contenders[index]?.name ?? '' };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text: [text] };
}

function footnote(text: readonly Prose[]): Block {
  return { kind: 'footnote', text };
}
