// Runs the fetched VS Code on a loopback port, for `npm start` and for the editor tests.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureNode, ensureVSCode } from './fetchVSCode.mjs';
import { capture, cleanEnvironment } from './process.mjs';

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
 * Starts VS Code on a free loopback port with an extension installed, in a profile of its own. However this process
 * ends, neither outlives it.
 * @param {{ vsix: string, settings?: Record<string, unknown>, env?: NodeJS.ProcessEnv, connectionToken?: string }} options
 * `connectionToken`: what a visitor must know, since other users of the machine can reach the port; absent: anyone may enter.
 */
export async function startVSCode({ vsix, settings = {}, env: extraEnv = {}, connectionToken }) {
  const command = await ensureNode();
  const main = join(await ensureVSCode(), 'out', 'server-main.js');
  const profile = await mkdtemp(join(tmpdir(), 'passk-lens-'));
  const common = [
    main,
    '--accept-server-license-terms',
    ...['--server-data-dir', profile],
    ...['--extensions-dir', join(profile, 'extensions')],
  ];
  const env = { ...cleanEnvironment(), ...extraEnv, EXTENSIONS_GALLERY: '{}' };
  const removeProfile = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  exitOnSignals();
  process.once('exit', removeProfile);

  const user = join(profile, 'data', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  await capture(command, [...common, '--install-extension', vsix], { env });
  const server = await listening(command, {
    args: [
      ...common,
      ...['--host', '127.0.0.1', '--port', '0', '--telemetry-level', 'off'],
      ...(connectionToken === undefined ? ['--without-connection-token'] : ['--connection-token', connectionToken]),
    ],
    env,
  });
  return {
    authority: `127.0.0.1:${server.port}`,
    /** Resolves when the server has ended, whoever ended it. */
    ended: server.ended,
    stop: async () => {
      server.kill();
      await server.ended;
      removeProfile();
    },
  };
}

/** Node runs what is to be done at its exit only when no signal ends it. */
function exitOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(1));
}

/**
 * Starts the server and waits until it listens.
 * @param {string} command
 * @param {{ args: readonly string[], env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ port: number, ended: Promise<void>, kill: () => void }>}
 */
function listening(command, { args, env }) {
  const isGroup = process.platform !== 'win32';
  const child = spawn(command, args, { env, detached: isGroup, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('exit', () => resolve()));
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      // The whole group: an extension host that has lost its server waits for it to come back.
      if (isGroup) process.kill(-child.pid);
      else child.kill();
    } catch {
      // All of it has ended.
    }
  };
  process.once('exit', kill);
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`VS Code did not start:\n${output.slice(-2000)}`));
    const read = (/** @type {string} */ text) => {
      output = (output + text).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve({ port: Number(port), ended, kill });
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('error', fail);
    child.once('exit', fail);
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
