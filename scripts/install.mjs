// Installs the dependencies of package-lock.json, when they are not there already. Node's built-ins only.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { npm } from './process.mjs';

const oldestNode = 20;

/** Brings node_modules to what package-lock.json says; a checkout that is up to date is left alone. */
export async function install() {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    throw new Error(`Node ${process.versions.node} is too old: pass@k Lens needs Node ${oldestNode} or newer.`);
  }
  if (await isInstalled()) return;
  console.log('Installing dependencies …');
  await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** npm writes node_modules/.package-lock.json when an installation is complete: the two must agree. */
async function isInstalled() {
  try {
    const [wanted, present] = await Promise.all([
      packagesOf('package-lock.json'),
      packagesOf('node_modules/.package-lock.json'),
    ]);
    return Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional === true || present[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} lockfile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }>>}
 */
async function packagesOf(lockfile) {
  return JSON.parse(await readFile(join(root, lockfile), 'utf8')).packages;
}
