import type { Command } from 'commander';
import { checkGates } from './checkGates.ts';
import { costOf } from './costOf.ts';
import { csvReport } from './csvReport.ts';
import { jsonReport } from './jsonReport.ts';
import { markdownReport } from './markdownReport.ts';
import {
  type Gate,
  parseAmount,
  parseAttemptCounts,
  parseGate,
  parseLevel,
  parseModelParameters,
  parseSeed,
  parseTargets,
} from './parseArguments.ts';
import { readPrices } from './readPrices.ts';
import { formatOption, type ReportFormat } from './formatOption.ts';
import { reportOn } from './reportOn.ts';
import type { Report } from './report.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { terminalStyle, widthOf } from './terminalStyle.ts';
import { textReport } from './textReport.ts';

/** Options of `passk analyze`, parsed. */
export interface AnalyzeFlags {
  readonly at: readonly number[];
  readonly level: number;
  readonly target: readonly number[];
  readonly prices?: string;
  readonly params?: number;
  readonly budget?: number;
  readonly value?: number;
  readonly merge: boolean;
  readonly seed?: number;
  readonly format: ReportFormat;
  readonly failUnder: readonly Gate[];
}

const DEFAULT_AT: readonly number[] = [1, 10, 100, 1000, 10_000];
const DEFAULT_TARGETS: readonly number[] = [0.5, 0.8, 0.95];

export function addAnalyzeCommand(program: Command, world: CliWorld, setStatus: (status: ExitStatus) => void): void {
  program
    .command('analyze')
    .description('Fit and predict pass@k from evaluation logs with repeated attempts.')
    .argument('<path...>', 'a log, a folder (every log in it), a glob, or - for standard input')
    .option('--at <K,K,...>', 'the k to report, e.g. 1,100,10k', parseAttemptCounts, DEFAULT_AT)
    .option('--level <level>', 'level of all intervals', parseLevel, 0.9)
    .option('--target <C,C,...>', 'coverages to find the cheapest k for', parseTargets, DEFAULT_TARGETS)
    .option('--prices <file>', 'JSON file of prices per million tokens: costs in US dollars')
    .option(
      '--params <N>',
      'parameters of the model, e.g. 7B: costs in FLOP, unless there are prices',
      parseModelParameters,
    )
    .option('--budget <amount>', 'what may be spent on a problem, in the unit of the costs', parseAmount)
    .option('--value <amount>', 'what a solved problem is worth, in the unit of the costs', parseAmount)
    .option('--merge', 'files of the same task, model and scorer are runs of one evaluation', false)
    .option('--seed <N>', 'seed of everything random', parseSeed)
    .addOption(formatOption())
    .option('--fail-under <pass@K=V>', 'status 1 when an evaluation stays below; repeatable', parseGate, [])
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: AnalyzeFlags) => {
      setStatus(await analyze(paths, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk analyze results.json
  passk analyze logs/ --at 1,100,10k --target 0.8
  passk analyze run-*.jsonl --merge --format json
  passk analyze log.json --prices prices.json
  passk analyze log.json --params 70B
  passk analyze log.json --prices prices.json --budget 0.5 --value 2
  passk analyze log.json --fail-under pass@1=0.4 --fail-under pass@10=0.7
  cat log.jsonl | passk analyze -

A gate compares the observed pass@k where every problem has k attempts, the predicted one otherwise.
Exit status: 0 done; 1 nothing could be analyzed, or a gate was missed; 2 bad usage.`;

async function analyze(paths: readonly string[], flags: AnalyzeFlags, world: CliWorld): Promise<ExitStatus> {
  const prices = flags.prices === undefined ? undefined : await readPrices(flags.prices);
  const { at, level, target, params, budget, value, merge, failUnder, format } = flags;
  const report = await reportOn(
    {
      paths,
      isMerging: merge,
      options: {
        at: [...new Set([...at, ...failUnder.map(({ k }) => k)])],
        level,
        targets: target,
        ...(budget !== undefined && { budget }),
        ...(value !== undefined && { solveValue: value }),
      },
      costOf: (counts) => costOf(counts, { prices, parameters: params }),
    },
    world,
  );
  world.stdout.write(render(report, format, world));
  return judge(report, failUnder, world);
}

function judge(report: Report, gates: readonly Gate[], { stderr }: CliWorld): ExitStatus {
  // A gate on a curve alone cannot be judged.
  if (report.evals.length === 0) return report.curves.length > 0 && gates.length === 0 ? 0 : 1;
  const verdicts = checkGates(report, gates);
  for (const { message } of verdicts) stderr.write(`passk: ${message}\n`);
  return verdicts.every(({ isMet }) => isMet) ? 0 : 1;
}

function render(report: Report, format: ReportFormat, { stdout, env }: CliWorld): string {
  switch (format) {
    case 'text':
      return textReport(report, { width: widthOf(stdout), style: terminalStyle(stdout, env) });
    case 'json':
      return jsonReport(report);
    case 'markdown':
      return markdownReport(report);
    case 'csv':
      return csvReport(report);
  }
}
