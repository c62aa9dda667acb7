// The license texts of what is inside the bundles: their licenses ask for it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {Promise<string>} one section for each bundled package, by name
 */
export async function thirdPartyNotices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const notices = await Promise.all([...folders].sort().map(notice));
  return notices.join('\n');
}

/** @param {string} folder of a package, relative to the root */
async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  const file = (await readdir(join(root, folder))).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? `License: ${license}` : await readFile(join(root, folder, file), 'utf8');
  return `── ${name} ${version}\n\n${text.trim()}\n`;
}
