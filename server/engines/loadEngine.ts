import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A package of native code that is used where it is installed, and done without where it is not. */
export type LoadedEngine<Module> =
  | {
      readonly kind: 'loaded';
      readonly module: Module;
      readonly version: string;
      /** The folder whose node_modules it came from. */
      readonly folder: string;
    }
  | {
      readonly kind: 'absent';
      /** A sentence that says why, and the way out. */
      readonly reason: string;
    };

export interface EngineRequest<Module> {
  /** Name of the npm package. */
  readonly name: string;
  /** Folders that may have it in their node_modules, the first that has it wins: see `engineFolders`. */
  readonly folders: readonly string[];
  /** Whether what was loaded has the functions that are used of it. */
  readonly isUsable: (module: unknown) => module is Module;
}

/**
 * Loads an engine. Never rejects: one that is missing, is made for another platform or does not start is absent, with the reason.
 * Native code may end the whole process: call this in a child process whose end is no loss.
 */
export async function loadEngine<Module>(request: EngineRequest<Module>): Promise<LoadedEngine<Module>> {
  const { name, isUsable } = request;
  const found = findEngine(request);
  if (found === undefined) return { kind: 'absent', reason: `${name} is not installed. ${HOW_TO_ADD}` };
  const { folder, version } = found;
  try {
    const entry = createRequire(join(folder, 'package.json')).resolve(name);
    const loaded: unknown = await import(pathToFileURL(entry).href);
    const module = isUsable(loaded) ? loaded : defaultOf(loaded);
    if (!isUsable(module)) return brokenEngine(request, found, 'it lacks functions that are used of it');
    return { kind: 'loaded', module, version, folder };
  } catch (error) {
    return brokenEngine(request, found, error instanceof Error ? error.message : String(error));
  }
}

/** Where an engine would be loaded from, without loading it; undefined where it is not installed. */
export function findEngine({
  name,
  folders,
}: Pick<EngineRequest<unknown>, 'name' | 'folders'>):
  { readonly folder: string; readonly version: string } | undefined {
  const folder = folders.find((each) => existsSync(manifestOf(each, name)));
  if (folder === undefined) return undefined;
  const manifest: unknown = createRequire(import.meta.url)(manifestOf(folder, name));
  const version = isRecord(manifest) && typeof manifest['version'] === 'string' ? manifest['version'] : 'unknown';
  return { folder, version };
}

function manifestOf(folder: string, name: string): string {
  return join(folder, 'node_modules', name, 'package.json');
}

function brokenEngine<Module>(
  { name }: EngineRequest<Module>,
  { folder, version }: { readonly folder: string; readonly version: string },
  detail: string,
): LoadedEngine<Module> {
  const [firstLine = ''] = detail.split('\n', 1);
  const reason = `${name} ${version} in ${folder} could not be loaded (${firstLine}). Install it again for this platform (${process.platform}-${process.arch}).`;
  return { kind: 'absent', reason };
}

/** Behind every package that is not installed. */
export const HOW_TO_ADD =
  'To add it, install the extension “pass@k Lens Engines”, or let PASSK_LENS_ENGINES (in VS Code: passkLens.enginesFolder) name a folder that has it in its node_modules.';

/** A CommonJS module arrives under `default`. */
function defaultOf(loaded: unknown): unknown {
  return isRecord(loaded) ? loaded['default'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
