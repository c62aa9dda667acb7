import { type Command, Option } from 'commander';
import type { EngineChoice, ExperimentModel } from '../protocol/experiment.ts';
import type { CliWorld, ExitStatus } from './cliWorld.ts';
import { parseNatural } from './parseArguments.ts';
import { parseSetting } from './parseSetting.ts';
import type { RunFlags } from './runFlags.ts';
import { addSlurmOptions, RUNNERS } from './slurmFlags.ts';

const MODELS: readonly ExperimentModel[] = ['vae', 'memory'];
const ENGINES: readonly EngineChoice[] = ['auto', 'onnx-cpu', 'onnx-webgpu', 'onnx-cuda', 'tfjs'];

export function addRunCommand(program: Command, world: CliWorld, setStatus: (status: ExitStatus) => void): void {
  const command = program.command('run').description('Run an experiment of the paper; the result is a folder.');
  command
    .addArgument(command.createArgument('<model>', 'the experiment').choices(MODELS))
    .option('--spec <file>', 'an experiment file (*.passk-experiment.json); what it leaves out has the paper’s value')
    .option('--set <name=value>', 'one setting, e.g. epochs=100 or seeds=0,1,2; repeatable', parseSetting, [])
    .addOption(new Option('--engine <engine>', 'what computes').choices(ENGINES))
    .option('--out <dir>', 'folder of the result (default: passk-experiments/<spec or model>-<time>)')
    .option('--resume', 'go on with the job in --out', false)
    .option('--quick', 'a small version of it, of less than a minute', false)
    .option('--detach', 'start the job, print its folder, and leave it to itself', false)
    .addOption(new Option('--runner <runner>', 'where it runs').choices(RUNNERS).default('local'))
    .option('--download', 'fetch the images if they are not here, and keep them in the cache', false)
    .option('--cpu-jobs <N>', 'start when fewer than N jobs are on the processor', parseNatural, 1)
    .option('--gpu-jobs <N>', 'start when fewer than N jobs are on the GPU', parseNatural, 1);
  addSlurmOptions(command)
    .option('--gpus <gpus>', 'Slurm: GPUs of each task, e.g. 1 or a100:1')
    .addHelpText('after', EXAMPLES)
    .action(async (model: ExperimentModel, flags: RunFlags) => {
      // Most commands need nothing of this.
      const { runExperimentJob } = await import('./runExperimentJob.ts');
      setStatus(await runExperimentJob(model, flags, world));
    });
}

const EXAMPLES = `
Examples:
  passk run vae --quick --set data=synthetic
  passk run vae --download
  passk run vae --set dataFolder=fashion --set seeds=0,1,2 --out vae
  passk run memory --spec mine.passk-experiment.json
  passk run vae --set seeds=0,1,2 --runner slurm --partition gpu --time 1:00:00
  passk run vae --resume --out vae
  passk analyze vae/evaluation.csv

Ctrl+C cancels, and removes what was made; a job that ends otherwise can be resumed.
Exit status: 0 done; 1 the experiment failed or was cancelled; 2 bad usage.`;
