import { Command, CommanderError } from 'commander';
import { addAggregateCommand } from './aggregateCommand.ts';
import { addAnalyzeCommand } from './analyzeCommand.ts';
import { addCompareCommand } from './compareCommand.ts';
import { addDifficultyCommand } from './difficultyCommand.ts';
import { addIndependenceCommand } from './independenceCommand.ts';
import { addFiguresCommand } from './figuresCommand.ts';
import type { CliWorld, ExitStatus, Output } from './cliWorld.ts';
import { widthOf } from './terminalStyle.ts';
import { addPlanCommand } from './planCommand.ts';
import { addRunCommand } from './runCommand.ts';
import { UsageError } from './usageError.ts';

export async function runCli(world: CliWorld): Promise<ExitStatus> {
  ignoreClosedPipe(world.stdout);
  ignoreClosedPipe(world.stderr);
  let status: ExitStatus = 0;
  const program = createProgram(world, (result) => {
    status = result;
  });
  try {
    await program.parseAsync(world.args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    world.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
}

function createProgram(world: CliWorld, setStatus: (status: ExitStatus) => void): Command {
  const program = new Command('passk')
    .description('Inference scaling of evaluation logs: fitted laws, pass@k with honest intervals, the cheapest k.')
    .version(world.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      getOutHelpWidth: () => widthOf(world.stdout),
      getErrHelpWidth: () => widthOf(world.stderr),
    })
    .addHelpText('after', EXAMPLES);
  addAnalyzeCommand(program, world, setStatus);
  addCompareCommand(program, world, setStatus);
  addPlanCommand(program, world, setStatus);
  addDifficultyCommand(program, world, setStatus);
  addIndependenceCommand(program, world, setStatus);
  addFiguresCommand(program, world, setStatus);
  addRunCommand(program, world, setStatus);
  addAggregateCommand(program, world, setStatus);
  program
    .command('serve')
    .description('Run the language server, for any editor that speaks LSP.')
    .requiredOption('--stdio', 'talk over standard input and output')
    .action(() => world.serve());
  for (const command of [program, ...program.commands]) command.showHelpAfterError(usageOf(command));
  return program;
}

function usageOf(command: Command): string {
  const name = command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;
  return `\nUsage: ${name} ${command.usage()}\nHelp:  ${name} --help`;
}

const EXAMPLES = `
Examples:
  passk analyze results.json
  passk analyze logs/ --format markdown > report.md
  passk compare small.json large.json --prices prices.json
  passk plan results.json --at 1k --within 5%
  passk difficulty results.json --top 10
  passk independence results.jsonl
  passk figures curves/ --out figures
  passk run vae --quick --set data=synthetic
  passk aggregate shards/ --out counts.csv
  passk serve --stdio

Exit status: 0 done; 1 nothing could be analyzed, or a gate was missed; 2 bad usage.`;

/** The reader of a pipe may leave early, as `head` does: that is not an error. */
function ignoreClosedPipe(output: Output): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
