import type { Command } from 'commander';
import { compareEvals } from '../core/compareEvals.ts';
import { costModelOf } from '../core/costModel.ts';
import type { EvalCounts } from '../core/counts.ts';
import { seededRandom } from '../core/seededRandom.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { compareBlocks } from './compareBlocks.ts';
import { type CompareReport, compareCsv, compareJson } from './compareData.ts';
import { comparedEval } from './comparedEval.ts';
import { costOf } from './costOf.ts';
import { formatOption, type ReportFormat } from './formatOption.ts';
import {
  type ModelSize,
  parseAttemptCounts,
  parseLevel,
  parseModelSize,
  parseSeed,
  parseTargets,
} from './parseArguments.ts';
import { readPrices } from './readPrices.ts';
import { renderReport } from './renderReport.ts';
import type { Report } from './report.ts';
import { reportOn } from './reportOn.ts';
import { evalTitle } from './textReport.ts';

interface CompareFlags {
  readonly at: readonly number[];
  readonly level: number;
  readonly target: readonly number[];
  readonly prices?: string;
  readonly params: readonly ModelSize[];
  readonly merge: boolean;
  readonly seed: number;
  readonly format: ReportFormat;
}

const DEFAULT_AT: readonly number[] = [1, 10, 100, 1000, 10_000];
const DEFAULT_TARGETS: readonly number[] = [0.2, 0.4, 0.6, 0.8];

export function addCompareCommand(program: Command, world: CliWorld, setStatus: (status: ExitStatus) => void): void {
  program
    .command('compare')
    .description('Set models side by side: the cheapest model and k for a coverage, and paired differences.')
    .argument('<path...>', 'logs, folders (every log in them), globs, or - for standard input')
    .option('--target <C,C,...>', 'coverages to find the cheapest model and k for', parseTargets, DEFAULT_TARGETS)
    .option('--at <K,K,...>', 'the k to show differences at', parseAttemptCounts, DEFAULT_AT)
    .option('--level <level>', 'level of all intervals and bands', parseLevel, 0.9)
    .option('--prices <file>', 'JSON file of prices per million tokens: costs in US dollars')
    .option(
      '--params <[MODEL=]N>',
      'parameters of a model, e.g. small=350M: costs in FLOP; repeatable',
      parseModelSize,
      [],
    )
    .option('--merge', 'files of the same task, model and scorer are runs of one evaluation', false)
    .option('--seed <N>', 'seed of the bootstrap', parseSeed, 1)
    .addOption(formatOption())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: CompareFlags) => {
      setStatus(await compare(paths, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk compare small.json large.json --prices prices.json
  passk compare logs/ --target 0.6,0.8 --params small=350M --params large=7B
  passk compare base.jsonl tuned.jsonl --at 1,8,64 --level 0.95

Evaluations of the same task by the same scorer are compared; differences are to the first of them.
Exit status: 0 done; 1 nothing could be compared; 2 bad usage.`;

async function compare(paths: readonly string[], flags: CompareFlags, world: CliWorld): Promise<ExitStatus> {
  const { at, level, target: targets, params, merge, seed, format } = flags;
  const prices = flags.prices === undefined ? undefined : await readPrices(flags.prices);
  const parametersOf = ({ model }: EvalCounts): number | undefined => sizeOf(model, params);
  const read = await reportOn(
    { paths, isMerging: merge, options: { at, level, targets }, costOf: (counts) => costModelOf(counts) },
    world,
  );
  const { comparisons, alone } = compareEvals(
    read.evals.map(({ analysis, sources }) => comparedEval(analysis, sources)),
    {
      targets,
      at,
      level,
      costOf: (counts) => costOf(counts, { prices, parameters: parametersOf(counts) }),
      parametersOf,
      random: seededRandom(seed),
    },
  );
  const notes = [
    ...alone.map(({ analysis }) => `${evalTitle(analysis)}: nothing to compare it with.`),
    ...unknownModels(params, read),
    ...(read.evals.length > 0 && comparisons.length === 0
      ? ['nothing could be compared: no two evaluations are of the same task and scorer.']
      : []),
  ];
  for (const note of notes) world.stderr.write(`passk: ${note}\n`);
  const report: CompareReport = { files: read.files, comparisons, at, level, seed };
  world.stdout.write(
    renderReport(format, world, {
      blocks: () => compareBlocks(report),
      json: () => compareJson(report),
      csv: () => compareCsv(report),
    }),
  );
  return comparisons.length === 0 ? 1 : 0;
}

/** The size given for this very model, else the one given for all; of several the last. */
function sizeOf(model: string, sizes: readonly ModelSize[]): number | undefined {
  const own = sizes.filter((size) => size.model === model).at(-1);
  return (own ?? sizes.filter((size) => size.model === undefined).at(-1))?.parameters;
}

function unknownModels(sizes: readonly ModelSize[], { evals }: Report): readonly string[] {
  const models = new Set(evals.map(({ analysis }) => analysis.counts.model));
  return sizes
    .flatMap(({ model }) => (model === undefined || models.has(model) ? [] : model))
    .map((model) => `--params: no evaluation is of a model named “${quoteLogText(model)}”.`);
}
