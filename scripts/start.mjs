// `npm start`: installs, builds, prints the analysis of an example, and opens the examples in VS Code with the extension.
// `--browser` leaves a desktop VS Code alone; `--no-open` ends when the workbench has answered, for tests.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install } from './install.mjs';
import { root, vsixPath } from './paths.mjs';
import { capture, cleanEnvironment, failWithMessage, nodeOrThrow, run } from './process.mjs';
import { startVSCode, workbenchUrl } from './vscodeHost.mjs';

failWithMessage();

const { values: flags } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false } },
});
const examples = join(root, 'examples');

await install();
await nodeOrThrow('The build', ['scripts/build.mjs']);
await analyzeAnExample();
if (flags.browser || flags['no-open'] || !(await openInDesktop())) await serveInBrowser();

async function analyzeAnExample() {
  const log = 'examples/human-eval_samples.jsonl_results.jsonl';
  console.log(`\n$ npx passk analyze ${log}\n`);
  await nodeOrThrow('The analysis of the example', ['dist/passk.js', 'analyze', log]);
}

/** @returns {Promise<boolean>} false where there is no desktop VS Code that can open a window */
async function openInDesktop() {
  const hasDisplay =
    process.platform !== 'linux' || [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some((display) => display);
  // In a remote terminal `code` is a link to the window, which takes no extension under development.
  if (!hasDisplay || process.env.VSCODE_IPC_HOOK_CLI !== undefined) return false;
  const options = { env: cleanEnvironment(), shell: process.platform === 'win32' };
  try {
    if (!/^\d+\.\d+/.test(await capture('code', ['--version'], options))) return false;
    console.log('\nOpening the examples in VS Code …');
    return (await run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, examples], options)) === 0;
  } catch {
    return false;
  }
}

/** VS Code in the browser, until Ctrl-C. The address carries a token: other users of the machine can reach the port. */
async function serveInBrowser() {
  await capture(process.execPath, ['scripts/package.mjs']);
  // Ctrl-C is how this ends well.
  process.once('SIGINT', () => process.exit(0));
  const connectionToken = randomBytes(16).toString('hex');
  const vscode = await startVSCode({ vsix: vsixPath, connectionToken });
  const url = `${workbenchUrl(vscode.authority, examples)}&tkn=${connectionToken}`;
  console.log(`\nVS Code with pass@k Lens is at\n\n  ${url}\n`);
  if (flags['no-open']) {
    await vscode.stop();
    return;
  }
  console.log('Open a log there; Ctrl-C here ends it.');
  openBrowser(url);
  await vscode.ended;
  throw new Error('VS Code ended by itself.');
}

/** @param {string} url */
function openBrowser(url) {
  const hasDisplay = [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some((display) => display);
  if (process.platform === 'linux' && !hasDisplay) return;
  const opener = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[/** @type {string} */ (process.platform)] ?? [
    'xdg-open',
  ];
  const [command = 'xdg-open', ...args] = opener;
  spawn(command, [...args, url.replaceAll('&', process.platform === 'win32' ? '^&' : '&')], {
    detached: true,
    stdio: 'ignore',
  })
    .on('error', () => undefined)
    .unref();
}
