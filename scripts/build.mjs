// Bundles the four programs and the panel into dist/. `--watch` rebuilds on change, readable and with source maps.
import { chmod, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { root } from './paths.mjs';

/** What esbuild makes of CommonJS dependencies in an ES module still calls `require` for Node's own modules. */
const requireForEsm =
  "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);";

/** @type {Record<string, esbuild.BuildOptions>} */
const programs = {
  client: { entryPoints: { client: 'client/main.ts' }, format: 'cjs', outExtension: { '.js': '.cjs' }, external: ['vscode'] },
  server: { entryPoints: { server: 'server/main.ts' }, format: 'esm', banner: { js: requireForEsm } },
  worker: { entryPoints: { worker: 'server/worker.ts' }, format: 'esm', banner: { js: requireForEsm } },
  passk: { entryPoints: { passk: 'server/cli.ts' }, format: 'esm', banner: { js: `#!/usr/bin/env node\n${requireForEsm}` } },
  webview: { entryPoints: { webview: 'webview/main.ts' }, format: 'iife', platform: 'browser', target: 'es2022' },
};

const { values: flags } = parseArgs({ options: { watch: { type: 'boolean', default: false } } });

const optionsOf = (program) => ({
  absWorkingDir: root,
  bundle: true,
  outdir: 'dist',
  platform: 'node',
  target: 'node20',
  minify: !flags.watch,
  sourcemap: flags.watch,
  legalComments: 'none',
  logLevel: 'warning',
  ...program,
});

const present = Object.values(programs).filter(({ entryPoints }) =>
  Object.values(entryPoints).every((entry) => existsSync(join(root, entry))),
);

const dist = join(root, 'dist');
await rm(dist, { recursive: true, force: true });
await mkdir(dist);
if (flags.watch) {
  const contexts = await Promise.all(present.map((program) => esbuild.context(optionsOf(program))));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(present.map((program) => esbuild.build(optionsOf(program))));
  if (existsSync(join(dist, 'passk.js'))) await chmod(join(dist, 'passk.js'), 0o755);
}
