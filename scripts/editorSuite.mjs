// What every run of the editor tests prepares: the bundled suite for the extension host, and a workspace.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './paths.mjs';

const out = join(root, 'out', 'editor');

/** The extension “under development”: an empty one, so that the installed VSIX is what is tested. */
export const stubExtension = join(root, 'test', 'editor', 'stub');

export const summaryReporter = join(root, 'scripts', 'summaryReporter.cjs');

/** @returns {Promise<string>} path of the bundle that `extensionTestsPath` names */
export async function bundleHostSuite() {
  const outfile = join(out, 'hostSuite.cjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/editor/host/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}

/**
 * A fresh copy of the examples beside JSON that is no evaluation, so that a test can edit what it opens.
 * @param {string} name
 * @returns {Promise<string>} its folder
 */
export async function makeWorkspace(name) {
  const folder = join(out, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(root, 'examples'), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "name": "not-an-evaluation", "version": "1.0.0" }\n');
  return folder;
}
