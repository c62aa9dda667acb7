// The packaged extension in a real VS Code: mocha inside its extension host, then Playwright on its workbench.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { findChromium, howToGetChromium, launchChromium } from './chromium.mjs';
import { bundleHostSuite, makeWorkspace, stubExtension, summaryReporter } from './editorSuite.mjs';
import { root, vsixPath } from './paths.mjs';
import { failWithMessage, node } from './process.mjs';
import { describeTally, readTally, sumOf } from './testTally.mjs';
import { startVSCode, workbenchUrl } from './vscodeHost.mjs';

failWithMessage();

const longestHostRun = 600_000;
const tallies = join(root, 'out', 'tallies');

const browserPath = findChromium();
const tally =
  browserPath === undefined ? skipped() : sumOf([await runHostSuite(browserPath), await runWorkbenchSuite()]);
const report = process.env.PASSK_LENS_TALLY;
if (report === undefined) console.log(`\n${describeTally(tally)}`);
else await writeFile(report, JSON.stringify(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;

/** @returns {import('./testTally.mjs').Tally} */
function skipped() {
  const suites = ['every test in the extension host', 'every test of the workbench'];
  return { passed: 0, failed: 0, skipped: suites.map((title) => ({ title, reason: howToGetChromium })) };
}

/**
 * The workbench in a browser starts the extension host; what mocha prints there arrives here.
 * @param {string} executablePath
 */
async function runHostSuite(executablePath) {
  const tallyPath = await freshTally('host.json');
  const suite = await bundleHostSuite();
  const workspace = await makeWorkspace('hostWorkspace');
  const env = { PASSK_LENS_TALLY: tallyPath, PASSK_LENS_REPORTER: summaryReporter };
  const browser = await launchChromium(executablePath);
  const vscode = await startVSCode({ vsix: vsixPath, env });
  try {
    const page = await browser.newPage();
    /** @type {Promise<number>} */
    const exit = new Promise((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      page.once('crash', () => reject(new Error('The browser crashed.')));
      setTimeout(() => reject(new Error('The extension host did not finish.')), longestHostRun).unref();
    });
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      printHostLine(format(...args));
    });
    const inHost = (/** @type {string} */ path) => `vscode-remote://${vscode.authority}${path}`;
    await page.goto(
      workbenchUrl(vscode.authority, workspace, [
        ['extensionDevelopmentPath', inHost(stubExtension)],
        ['extensionTestsPath', inHost(suite)],
      ]),
    );
    const code = await exit;
    const result = (await readTally(tallyPath)) ?? { passed: 0, failed: 0, skipped: [] };
    return code === 0 || result.failed > 0 ? result : { ...result, failed: 1 };
  } finally {
    await browser.close();
    await vscode.stop();
  }
}

async function runWorkbenchSuite() {
  const tallyPath = await freshTally('workbench.json');
  await rm(join(root, 'out', 'screenshots'), { recursive: true, force: true });
  const args = [
    'node_modules/mocha/bin/mocha.js',
    '--config',
    'test/editor/.mocharc.json',
    '--reporter',
    summaryReporter,
  ];
  const status = await node([...args, 'test/editor/workbench/**/*.test.ts'], {
    env: { ...process.env, PASSK_LENS_TALLY: tallyPath },
  });
  const result = (await readTally(tallyPath)) ?? { passed: 0, failed: 0, skipped: [] };
  return status === 0 || result.failed > 0 ? result : { ...result, failed: 1 };
}

/**
 * Path for a tally; one of an earlier run is gone.
 * @param {string} name
 */
async function freshTally(name) {
  await mkdir(tallies, { recursive: true });
  await rm(join(tallies, name), { force: true });
  return join(tallies, name);
}

/**
 * The workbench logs its own affairs on the same channel; mocha's lines are those without its prefixes.
 * @param {string} line
 */
function printHostLine(line) {
  if (!/^(?:%c|Resolv|Creating a socket|Updating additional|\[|ChatSession|Ignoring fetching)/.test(line))
    console.log(line);
}
