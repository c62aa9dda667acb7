// Bundles the programs and the panel into dist/. `--watch` rebuilds on change, readable and with source maps.
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { root } from './paths.mjs';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

/** What esbuild makes of CommonJS dependencies in an ES module still calls `require` for Node's own modules. */
const requireForEsm =
  "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);";

/** The extension host gives `vscode` to `require` alone, so `import()` becomes one, too. */
const forVSCode = {
  format: /** @type {const} */ ('cjs'),
  outExtension: { '.js': '.cjs' },
  external: ['vscode'],
  supported: { 'dynamic-import': false },
};

/**
 * The language client is most of the client and is loaded when the first evaluation log is seen: a bundle of its own.
 * @type {esbuild.Plugin}
 */
const languageClientApart = {
  name: 'language-client-apart',
  setup: (build) => {
    build.onResolve({ filter: /^\.\/languageClient\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './languageClient.cjs', external: true } : undefined,
    );
  },
};

/**
 * What draws figures is larger than the command line itself, and is loaded when there is a figure to draw.
 * @type {esbuild.Plugin}
 */
const drawFigureApart = {
  name: 'draw-figure-apart',
  setup: (build) => {
    build.onResolve({ filter: /^\.\/drawFigure\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './drawFigure.js', external: true } : undefined,
    );
  },
};

/** @type {readonly (esbuild.BuildOptions & { entry: string, name: string })[]} */
const programs = [
  { ...forVSCode, name: 'client', entry: 'client/main.ts', plugins: [languageClientApart] },
  { ...forVSCode, name: 'languageClient', entry: 'client/languageClient.ts' },
  { name: 'server', entry: 'server/main.ts', format: 'esm', banner: { js: requireForEsm } },
  { name: 'worker', entry: 'server/worker.ts', format: 'esm', banner: { js: requireForEsm } },
  { name: 'correlate', entry: 'server/correlate.ts', format: 'esm' },
  { name: 'job', entry: 'server/job.ts', format: 'esm', banner: { js: requireForEsm } },
  {
    name: 'passk',
    entry: 'server/cli.ts',
    format: 'esm',
    banner: { js: `#!/usr/bin/env node\n${requireForEsm}` },
    plugins: [drawFigureApart],
  },
  // Without its optional native canvas: texts are measured by estimate.
  {
    name: 'drawFigure',
    entry: 'server/drawFigure.ts',
    format: 'esm',
    external: ['canvas'],
    banner: { js: requireForEsm },
  },
  { name: 'countJob', entry: 'server/countJob.ts', format: 'esm', banner: { js: requireForEsm } },
  { name: 'webview', entry: 'webview/main.ts', format: 'iife', platform: 'browser', target: 'es2022' },
];

const { values: flags } = parseArgs({ options: { watch: { type: 'boolean', default: false } } });

const builds = programs.map(({ name, entry, ...options }) => ({
  absWorkingDir: root,
  entryPoints: { [name]: entry },
  bundle: true,
  outdir: 'dist',
  platform: /** @type {esbuild.Platform} */ ('node'),
  target: 'node20',
  minify: !flags.watch,
  sourcemap: flags.watch,
  legalComments: /** @type {const} */ ('none'),
  logLevel: /** @type {const} */ ('warning'),
  ...options,
  metafile: /** @type {const} */ (true),
}));

if (flags.watch) {
  const contexts = await Promise.all(builds.map((build) => esbuild.context(build)));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const results = await Promise.allSettled(builds.map((build) => esbuild.build(build)));
  const metafiles = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.metafile] : []));
  if (metafiles.length === builds.length) await finish(metafiles);
  // esbuild has printed what is wrong.
  else process.exitCode = 1;
}

/** @param {readonly esbuild.Metafile[]} metafiles */
async function finish(metafiles) {
  await chmod(join(root, 'dist', 'passk.js'), 0o755);
  await writeFile(join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(metafiles));
}
