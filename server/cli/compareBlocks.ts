import type { FrontPoint } from '../core/paretoFront.ts';
import { describeAssumptions, formatTarget } from '../text/describeCost.ts';
import { formatCountInterval, formatLevel, formatPercentEstimate } from '../text/formatEstimate.ts';
import { formatCost, formatCount, formatPercentagePoints, formatQuantity } from '../text/formatNumber.ts';
import type { Block, Prose } from './blocks.ts';
import type { CompareReport } from './compareData.ts';
import type { Comparison, NamedContender } from './compareEvals.ts';
import type { Column } from './textTable.ts';

/** For people: which model is cheapest, the front, and who is better on the same problems. */
export function compareBlocks({ comparisons, at, level }: CompareReport): readonly Block[] {
  return comparisons.flatMap((comparison) => [
    { kind: 'heading', text: [{ ofLog: titleOf(comparison) }] } as const,
    ...cheapest(comparison),
    ...front(comparison),
    ...differences(comparison, at, level),
    ...assumptions(comparison),
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

function cheapest({ contenders, targets }: Comparison): readonly Block[] {
  const rows = targets.flatMap(({ coverage, answers }) =>
    answers.map(({ contender, answer }, i): readonly Prose[] => {
      const target = i === 0 ? formatTarget(coverage) : '';
      const name = nameOf(contenders, contender);
      if (!answer.reachable) return [target, name, '–', '–', UNREACHABLE[answer.why]];
      const { k, kInterval, cost, basis } = answer;
      const unit = contenders[contender]?.cost.unit ?? 'attempts';
      return [target, name, `${formatCount(k)} ${formatCountInterval(kInterval)}`, formatCost(cost, unit), basis];
    }),
  );
  return [
    paragraph('The k with which each model reaches a target, the cheapest model first:'),
    { kind: 'table', columns: TARGET_COLUMNS, rows },
  ];
}

const UNREACHABLE = {
  aboveCeiling: 'unreachable: above its ceiling',
  beyondHorizon: 'unreachable: beyond all k looked at',
  notIdentified: 'not identified',
} as const;

const FRONT_COLUMNS: readonly Column[] = [
  { label: 'model', align: 'left' },
  { label: 'k', align: 'right' },
  { label: 'cost a problem', align: 'right' },
  { label: 'pass@k at its end', align: 'right' },
  { label: 'basis', align: 'left' },
];

function front({ contenders, front: points }: Comparison): readonly Block[] {
  if (points.length === 0) return [];
  const rows = stretchesOf(points).map(({ from, to }): readonly Prose[] => {
    const unit = contenders[from.contender]?.cost.unit ?? 'attempts';
    const cost = (point: FrontPoint): string => formatCost(point.cost, unit);
    return [
      nameOf(contenders, from.contender),
      range(formatCount(from.k), formatCount(to.k)),
      range(cost(from), cost(to)),
      formatPercentEstimate(to),
      to.basis,
    ];
  });
  return [
    paragraph('The Pareto front: at these costs no other model and k covers more.'),
    { kind: 'table', columns: FRONT_COLUMNS, rows },
  ];
}

interface Stretch {
  readonly from: FrontPoint;
  readonly to: FrontPoint;
}

/** Neighbors on the front that are of one model and one basis. */
function stretchesOf(points: readonly FrontPoint[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const point of points) {
    const last = stretches.at(-1);
    if (last?.to.contender === point.contender && last.to.basis === point.basis) {
      stretches[stretches.length - 1] = { from: last.from, to: point };
    } else stretches.push({ from: point, to: point });
  }
  return stretches;
}

function differences(
  { contenders, differences: all }: Comparison,
  at: readonly number[],
  level: number,
): readonly Block[] {
  const columns: readonly Column[] = [
    { label: 'model', align: 'left' },
    { label: 'k', align: 'right' },
    { label: 'pass@k', align: 'right' },
    { label: `${formatLevel(level)} interval`, align: 'right' },
    { label: 'band over all k', align: 'right' },
  ];
  const rows = all.flatMap(({ second, points }) => {
    const last = points.at(-1)?.k;
    const shown = points.filter(({ k }) => at.includes(k) || k === last);
    return shown.map(({ k, value, low, high, bandLow, bandHigh }, i): readonly Prose[] => [
      i === 0 ? nameOf(contenders, second) : '',
      formatCount(k),
      formatPercentagePoints(value),
      `[${points10(low)}, ${points10(high)}]`,
      `[${points10(bandLow)}, ${points10(bandHigh)}]`,
    ]);
  });
  return [
    {
      kind: 'paragraph',
      text: ['Difference of pass@k to ', nameOf(contenders, 0), ' on the same problems, in percentage points:'],
    },
    { kind: 'table', columns, rows },
    ...matches(contenders, all),
  ];
}

/** How many problems were compared: in one line where that is the same for all. */
function matches(contenders: readonly NamedContender[], all: Comparison['differences']): readonly Block[] {
  const texts = all.map(({ numMatched, numOnlyFirst, numOnlySecond, points }) => {
    const left = `, ${formatCount(numOnlyFirst)} of the one and ${formatCount(numOnlySecond)} of the other left out`;
    const few = points.length === 0 ? ': too few to compare' : '';
    return `${formatQuantity(numMatched, 'problem')} matched by name${numOnlyFirst + numOnlySecond === 0 ? '' : left}${few}.`;
  });
  const [shared] = texts;
  if (shared !== undefined && texts.every((text) => text === shared)) return [footnote([shared])];
  return all.map(({ second }, i) => footnote([nameOf(contenders, second), `: ${texts[i] ?? ''}`]));
}

function footnote(text: readonly Prose[]): Block {
  return { kind: 'footnote', text };
}

function assumptions({ contenders }: Comparison): readonly Block[] {
  const lists = contenders.map(({ cost }) => describeAssumptions(cost));
  const [first = []] = lists;
  const shared = first.filter((text) => lists.every((list) => list.includes(text)));
  return [
    ...shared.map((text) => footnote([`Assumed: ${text}`])),
    ...contenders.flatMap((_, i) =>
      (lists[i] ?? [])
        .filter((text) => !shared.includes(text))
        .map((text) => footnote(['Assumed for ', nameOf(contenders, i), `: ${text}`])),
    ),
  ];
}

function nameOf(contenders: readonly NamedContender[], index: number): Prose {
  return { ofLog: contenders[index]?.name ?? '' };
}

function range(from: string, to: string): string {
  return from === to ? from : `${from} – ${to}`;
}

function points10(difference: number): string {
  return formatPercentagePoints(difference).replace(/ pp$/, '');
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text: [text] };
}
