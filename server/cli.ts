import { readFileSync } from 'node:fs';
import { argv, env, execPath, stderr, stdin, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { runCli } from './cli/runCli.ts';
import { openFileSource } from './host/fileSource.ts';

process.exitCode = await runCli({
  args: argv.slice(2),
  version: versionOf(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
  stdin,
  stdout,
  stderr,
  env,
  openSource: openFileSource,
  jobProgram: fileURLToPath(new URL('./job.js', import.meta.url)),
  renderSvg: async (spec) => (await import('./drawFigure.ts')).renderSvg(spec),
  countProgram: [execPath, fileURLToPath(new URL('./countJob.js', import.meta.url))],
  serve: async () => {
    const { startAnalysts } = await import('./host/startAnalysts.ts');
    const analysts = startAnalysts(new URL('./worker.js', import.meta.url));
    const { startServer } = await import('./host/startServer.ts');
    startServer(analysts);
  },
});

function versionOf(packageJson: string): string {
  return /"version": "([^"]+)"/.exec(packageJson)?.[1] ?? 'unknown';
}
