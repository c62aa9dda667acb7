import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Folders that may have engines in their node_modules: those that `PASSK_LENS_ENGINES` names (as PATH does; the VS Code client
 * puts there the folder of the setting and that of the companion extension), then the checkout that the program was built in.
 * `bundle`: the URL of a program in `dist/`.
 */
export function engineFolders(env: NodeJS.ProcessEnv, bundle: string): readonly string[] {
  const named = (env['PASSK_LENS_ENGINES'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...named, fileURLToPath(new URL('..', bundle))];
}
