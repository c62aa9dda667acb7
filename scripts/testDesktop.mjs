// The suite of the extension host in a desktop VS Code, which @vscode/test-electron fetches; the packaged extension is installed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { bundleHostSuite, makeWorkspace, stubExtension, summaryReporter } from './editorSuite.mjs';
import { vsixPath } from './paths.mjs';
import { failWithMessage, run } from './process.mjs';

failWithMessage();

const profile = await mkdtemp(join(tmpdir(), 'passk-lens-desktop-'));
const places = ['--user-data-dir', join(profile, 'user'), '--extensions-dir', join(profile, 'extensions')];
try {
  const vscodeExecutablePath = await downloadAndUnzipVSCode(process.env.VSCODE_VERSION ?? 'stable');
  const [cli = vscodeExecutablePath, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, {
    reuseMachineInstall: true,
  });
  const shell = process.platform === 'win32';
  const installed = await run(cli, [...cliArgs, ...places, '--install-extension', vsixPath], { shell });
  if (installed !== 0) throw new Error('The extension could not be installed.');
  await runTests({
    vscodeExecutablePath,
    reuseMachineInstall: true,
    extensionDevelopmentPath: stubExtension,
    extensionTestsPath: await bundleHostSuite(),
    extensionTestsEnv: { PASSK_LENS_REPORTER: summaryReporter },
    launchArgs: [await makeWorkspace('desktopWorkspace'), ...places, '--disable-workspace-trust'],
  });
} finally {
  await rm(profile, { recursive: true, force: true });
}
