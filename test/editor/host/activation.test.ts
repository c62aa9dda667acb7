import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { commands, extensions, languages } from 'vscode';
import { eventually } from '../../support/eventually.ts';
import { skipBecause } from '../../support/skipBecause.ts';
import { exampleNames, openInEditor } from './workspaceFiles.ts';
import { lensTitles } from './provided.ts';

const extensionId = 'passk-lens.passk-lens';

describe('The installed extension', () => {
  it('is the packaged one, not a folder under development', () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is installed`);
    assert.match(extension.extensionPath, /passk-lens\.passk-lens-\d/);
  });

  it('leaves JSON that is no evaluation untouched, and starts no server for it', async function () {
    if (process.platform !== 'linux') skipBecause(this, 'processes are listed on Linux only');
    await extensions.getExtension(extensionId)?.activate();
    const document = await openInEditor('package.json');
    assert.deepEqual(await lensTitles(document), []);
    assert.deepEqual(
      languages.getDiagnostics(document.uri).filter(({ source }) => source === 'pass@k Lens'),
      [],
    );
    assert.deepEqual(serverProcesses(), []);
  });

  it('starts one server for any number of evaluation logs', async function () {
    if (process.platform !== 'linux') skipBecause(this, 'processes are listed on Linux only');
    for (const name of await exampleNames()) await openInEditor(name);
    await eventually(() => {
      assert.equal(serverProcesses().length, 1);
    });
  });

  it('registers every command that its manifest contributes', async () => {
    const contributed = contributedCommands(extensions.getExtension(extensionId)?.packageJSON);
    assert.ok(contributed.includes('passkLens.showCoverage'));
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });
});

/** Command lines of the processes that run the installed extension's language server. */
function serverProcesses(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes('passk-lens.passk-lens-') && line.includes('dist/server.js'));
}

/** Empty for a process that has ended meanwhile. */
function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function contributedCommands(manifest: unknown): string[] {
  const { contributes } = manifest as { contributes: { commands: readonly { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
