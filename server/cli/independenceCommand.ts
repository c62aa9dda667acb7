import type { Command } from 'commander';
import { costModelOf } from '../core/costModel.ts';
import { orderedErrors, WHOLE_SPECTRUM } from '../core/orderSpectrum.ts';
import { trialCorrelation } from '../core/trialCorrelation.ts';
import { DEFAULT_SPECTRUM_OPTIONS, trialSpectrum } from '../core/trialSpectrum.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { formatOption, type ReportFormat } from './formatOption.ts';
import { type IndependentEval, independenceBlocks, independenceCsv, independenceJson } from './independenceReport.ts';
import { parseLevel, parseNatural } from './parseArguments.ts';
import { renderReport } from './renderReport.ts';
import type { EvalReport } from './report.ts';
import { reportOn } from './reportOn.ts';

interface IndependenceFlags {
  readonly matrix: boolean;
  readonly seed: number;
  readonly level: number;
  readonly merge: boolean;
  readonly format: ReportFormat;
}

export function addIndependenceCommand(
  program: Command,
  world: CliWorld,
  setStatus: (status: ExitStatus) => void,
): void {
  program
    .command('independence')
    .description('Are the attempts independent? Tests of their order, and the eigenvalues of Eq. 15 beside a null.')
    .argument('<path...>', 'a log, a folder (every log in it), a glob, or - for standard input')
    .option('--matrix', 'in JSON: the trial correlation matrix itself (Eq. 15)', false)
    .option('--seed <N>', 'of the random orders of the null', parseNatural, DEFAULT_SPECTRUM_OPTIONS.seed)
    .option('--level <level>', 'level of all intervals', parseLevel, 0.9)
    .option('--merge', 'files of the same task, model and scorer are runs of one evaluation', false)
    .addOption(formatOption())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: IndependenceFlags) => {
      setStatus(await test(paths, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk independence results.jsonl
  passk independence results.jsonl --format json --matrix > eq15.json
  passk independence results.jsonl --format csv > eigenvalues.csv

Eq. 15 is uncentred: its eigenvalues fall for independent attempts, too, since problems differ. Only what they have beyond the null, each problem's
attempts in random order, speaks of correlated trials.
Exit status: 0 done; 1 nothing could be analyzed; 2 bad usage.`;

async function test(paths: readonly string[], flags: IndependenceFlags, world: CliWorld): Promise<ExitStatus> {
  const { level, merge, format, seed, matrix } = flags;
  const options = { at: [], level, targets: [] };
  const { files, evals } = await reportOn({ paths, isMerging: merge, options, costOf: costModelOf }, world);
  const tested = evals.map((report): IndependentEval => ({ ...report, ...spectrumOf(report, { seed, matrix }) }));
  world.stdout.write(
    renderReport(format, world, {
      blocks: () => independenceBlocks(tested),
      json: () => independenceJson(files, tested),
      csv: () => independenceCsv(tested),
    }),
  );
  return evals.length === 0 ? 1 : 0;
}

function spectrumOf(
  { analysis }: EvalReport,
  { seed, matrix }: Pick<IndependenceFlags, 'seed' | 'matrix'>,
): Pick<IndependentEval, 'spectrum' | 'matrix'> {
  const errors = orderedErrors(analysis.counts, WHOLE_SPECTRUM);
  if (errors === undefined) return {};
  const spectrum = trialSpectrum(errors, { ...DEFAULT_SPECTRUM_OPTIONS, seed });
  return { spectrum, ...(matrix && { matrix: trialCorrelation(errors) }) };
}
