// Child processes, npm among them, for the scripts. Node's built-ins only: these run before anything is installed.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** npm as `npm run` itself was started, so that no other npm on the PATH, and no shell, is needed. */
const npmCommand = process.env.npm_execpath?.endsWith('.js')
  ? { command: process.execPath, prefix: [process.env.npm_execpath] }
  : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', prefix: [] };

/** Variables by which a surrounding editor or test runner would reach into a child. */
const foreignVariable = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|MOCHA_)/;

/** The environment without what a surrounding editor or test runner put there. */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreignVariable.test(name)));
}

/** From here on, what a script throws ends it with the message and its causes, not with a stack trace. */
export function failWithMessage() {
  process.on('uncaughtException', (error) => {
    /** @type {unknown} */
    let reason = error;
    while (reason instanceof Error) {
      console.error(reason.message);
      reason = reason.cause;
    }
    process.exit(1);
  });
}

/**
 * Runs a program to its end, its output shown.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<number>} its exit status; 1 when a signal ended it
 */
export function run(command, args, { cwd = root, env = process.env, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program to its end and gives what it wrote to standard output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<string>} rejects with the start of its standard error when it fails
 */
export function capture(command, args, { cwd = root, env = process.env, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else
        reject(
          new Error(
            `${command} ${args.join(' ')} failed (${code ?? 'killed'})\n${(errors || output).trim().slice(0, 2000)}`,
          ),
        );
    });
  });
}

/**
 * Runs npm; its output is shown only when it fails.
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 */
export function npm(args, { cwd = root } = {}) {
  const shell = npmCommand.prefix.length === 0 && process.platform === 'win32';
  return capture(npmCommand.command, [...npmCommand.prefix, ...args], { cwd, shell });
}

/**
 * Runs a Node program to its end, its output shown.
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 */
export function node(args, options = {}) {
  return run(process.execPath, args, options);
}

/**
 * A step that everything after it needs.
 * @param {string} what
 * @param {readonly string[]} args
 */
export async function nodeOrThrow(what, args) {
  const status = await node(args);
  if (status !== 0) throw new Error(`${what} failed (${status})`);
}
