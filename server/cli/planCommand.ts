import type { Command } from 'commander';
import type { EvalAnalysis } from '../core/analysis.ts';
import { costModelOf } from '../core/costModel.ts';
import { planAttempts, type Plan } from '../core/planAttempts.ts';
import { seededRandom } from '../core/seededRandom.ts';
import { formatQuantity } from '../text/formatNumber.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { formatOption, type ReportFormat } from './formatOption.ts';
import { parseAttemptCount, parseHalfWidth, parseLevel, parseSeed } from './parseArguments.ts';
import { planBlocks, planCsv, planJson, type PlanReport } from './planReport.ts';
import { progressLine } from './progressLine.ts';
import { renderReport } from './renderReport.ts';
import { reportOn } from './reportOn.ts';
import { evalTitle } from './textReport.ts';

interface PlanFlags {
  readonly at: number;
  readonly within: number;
  readonly level: number;
  readonly merge: boolean;
  readonly seed: number;
  readonly format: ReportFormat;
}

export function addPlanCommand(program: Command, world: CliWorld, setStatus: (status: ExitStatus) => void): void {
  program
    .command('plan')
    .description('How many more attempts, on which problems, make predicted pass@K certain to within X.')
    .argument('<path...>', 'a log, a folder (every log in it), a glob, or - for standard input')
    .requiredOption('--at <K>', 'the k of the prediction, e.g. 10k', parseAttemptCount)
    .requiredOption('--within <X>', 'half width that its interval should have, e.g. 0.02 or 2%', parseHalfWidth)
    .option('--level <level>', 'level of the interval', parseLevel, 0.9)
    .option('--merge', 'files of the same task, model and scorer are runs of one evaluation', false)
    .option('--seed <N>', 'seed of the simulation', parseSeed, 1)
    .addOption(formatOption())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: PlanFlags) => {
      setStatus(await plan(paths, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk plan results.json --at 1k --within 5%
  passk plan run-*.jsonl --merge --at 10k --within 0.03 --format csv

Two designs: more attempts at every problem, or only at the unsolved ones, each until its first success.
Exit status: 0 done; 1 nothing could be analyzed; 2 bad usage.`;

async function plan(paths: readonly string[], flags: PlanFlags, world: CliWorld): Promise<ExitStatus> {
  const { at: k, within, level, merge, seed, format } = flags;
  const options = { at: [k], level, targets: [] };
  const progress = progressLine(world.stderr);
  const planOf = (analysis: EvalAnalysis): Plan => {
    let numFutures = 0;
    const onFuture = (): void => {
      progress.show(`planning ${evalTitle(analysis)}: ${formatQuantity(++numFutures, 'simulated future')}`);
    };
    const { problems } = analysis.counts;
    return planAttempts(problems, { k, within, level, random: seededRandom(seed), onFuture });
  };
  const { files, evals } = await reportOn({ paths, isMerging: merge, options, costOf: costModelOf }, world);
  const report: PlanReport = {
    ...{ files, k, within, level, seed },
    evals: evals.map((evaluation) => ({ ...evaluation, plan: planOf(evaluation.analysis) })),
  };
  progress.clear();
  world.stdout.write(
    renderReport(format, world, {
      blocks: () => planBlocks(report),
      json: () => planJson(report),
      csv: () => planCsv(report),
    }),
  );
  return evals.length === 0 ? 1 : 0;
}
