import type { Command } from 'commander';
import { difficultyRanking } from '../core/difficultyRanking.ts';
import { costModelOf } from '../core/costModel.ts';
import { solveChances } from '../core/solveChances.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { type DifficultyReport, difficultyBlocks, difficultyCsv, difficultyJson } from './difficultyReport.ts';
import { formatOption, type ReportFormat } from './formatOption.ts';
import { parseAttemptCounts, parseLevel, parseNatural } from './parseArguments.ts';
import { renderReport } from './renderReport.ts';
import { reportOn } from './reportOn.ts';

interface DifficultyFlags {
  readonly at: readonly number[];
  readonly top?: number;
  readonly level: number;
  readonly merge: boolean;
  readonly format: ReportFormat;
}

export function addDifficultyCommand(program: Command, world: CliWorld, setStatus: (status: ExitStatus) => void): void {
  program
    .command('difficulty')
    .description('Rank problems by difficulty: solve rates, and what is known of the unsolved.')
    .argument('<path...>', 'a log, a folder (every log in it), a glob, or - for standard input')
    .option(
      '--top <N>',
      'problems to list, of the solved and of the unsolved ones (default: 20 for people, all for programs)',
      parseNatural,
    )
    .option('--at <K,K,...>', 'also the chance to solve a problem within K new attempts', parseAttemptCounts, [])
    .option('--level <level>', 'level of all intervals', parseLevel, 0.9)
    .option('--merge', 'files of the same task, model and scorer are runs of one evaluation', false)
    .addOption(formatOption())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: DifficultyFlags) => {
      setStatus(await rank(paths, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk difficulty results.json
  passk difficulty run-*.jsonl --merge --top 50 --at 100,1k
  passk difficulty log.json --format csv > difficulty.csv

Two rankings: problems solved at least once, the lowest solve rate first; problems never solved, the likeliest to be solvable first.
Exit status: 0 done; 1 nothing could be analyzed; 2 bad usage.`;

const TOP_FOR_PEOPLE = 20;

async function rank(paths: readonly string[], flags: DifficultyFlags, world: CliWorld): Promise<ExitStatus> {
  const { at, level, merge, format } = flags;
  const options = { at: [], level, targets: [] };
  const { files, evals } = await reportOn({ paths, isMerging: merge, options, costOf: costModelOf }, world);
  const report: DifficultyReport = {
    files,
    at,
    top: flags.top ?? (format === 'text' || format === 'markdown' ? TOP_FOR_PEOPLE : Infinity),
    evals: evals.map((evaluation) => {
      const { analysis } = evaluation;
      return { ...evaluation, ranking: difficultyRanking(analysis, solveChances(analysis, at)) };
    }),
  };
  world.stdout.write(
    renderReport(format, world, {
      blocks: () => difficultyBlocks(report),
      json: () => difficultyJson(report),
      csv: () => difficultyCsv(report),
    }),
  );
  return evals.length === 0 ? 1 : 0;
}
