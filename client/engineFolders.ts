import { delimiter } from 'node:path';
import { Disposable, extensions, workspace } from 'vscode';

/** The extension that carries the native packages for one platform: see scripts/packageEngines.mjs. */
const ENGINES_EXTENSION = 'passk-lens.passk-lens-engines';

/**
 * Folders that may hold native packages, for the server's environment: the one of the setting, which no workspace can
 * set, that of the companion extension, and those that the environment names.
 */
export function engineFolders(): string {
  const named = workspace.getConfiguration('passkLens').get('enginesFolder', '');
  const companion = extensions.getExtension(ENGINES_EXTENSION)?.extensionPath;
  const given = process.env['PASSK_LENS_ENGINES'];
  return [named, companion, given].filter((folder) => folder !== undefined && folder !== '').join(delimiter);
}

/** Calls when the folders may have changed. */
export function onEngineFoldersChange(listener: () => void): Disposable {
  let known = engineFolders();
  const compare = (): void => {
    const folders = engineFolders();
    if (folders === known) return;
    known = folders;
    listener();
  };
  return Disposable.from(
    extensions.onDidChange(compare),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('passkLens.enginesFolder')) compare();
    }),
  );
}
