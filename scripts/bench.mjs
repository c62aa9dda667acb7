// `npm run bench [name…] [--option…]`: runs the benchmarks of bench/ one after the other, so that none disturbs another's times. Options are theirs.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { install } from './install.mjs';
import { root } from './paths.mjs';
import { failWithMessage, nodeOrThrow } from './process.mjs';

/**
 * Run by their names: `npm run bench:accuracy`, `npm run bench gains` and `npm run bench learnPriors` measure no times, `npm run bench:experiments`
 * needs PyTorch.
 */
const onlyByName = ['accuracy', 'experiments', 'gains', 'learnPriors'];

failWithMessage();

const present = (await readdir(join(root, 'bench')))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const asked = process.argv.slice(2).filter((argument) => !options.includes(argument));
const unknown = asked.filter((name) => !present.includes(name));
if (unknown.length > 0)
  throw new Error(`No benchmark is named ${unknown.join(', ')}; there are ${present.join(', ')}.`);

await install();
await nodeOrThrow('The build', ['scripts/build.mjs']);
for (const name of asked.length > 0 ? asked : present.filter((each) => !onlyByName.includes(each))) {
  console.log(`\n── ${name}`);
  await nodeOrThrow(`The benchmark ${name}`, ['--expose-gc', await bundle(name), ...options]);
}

/**
 * A benchmark as one file, as what it measures is shipped: module by module, each use of an import would cost a call.
 * @param {string} name
 */
async function bundle(name) {
  // Not before the installation.
  const { build } = await import('esbuild');
  const outfile = join(root, 'out', 'bench', `${name}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`bench/${name}.ts`],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}
