import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';

/** Standard input, as it is written on the command line and in reports. */
export const STDIN_PATH = '-';

/** A file to be looked at. */
export interface FoundFile {
  readonly path: string;
  /** Named by the user rather than met in a folder or by a glob: then it is an error when it is no evaluation. */
  readonly isNamed: boolean;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Paths that lead nowhere, with the reason. */
  readonly missing: readonly { readonly path: string; readonly message: string }[];
}

const SKIPPED_FOLDERS = ['**/node_modules/**', '**/.git/**'];

/** Files behind the paths, each once, in the order given and sorted within a folder or glob. */
export async function findLogs(paths: readonly string[]): Promise<FoundFiles> {
  const files = new Map<string, FoundFile>();
  const missing: { path: string; message: string }[] = [];
  for (const path of paths) {
    const found = await resolvePath(path);
    if (typeof found === 'string') missing.push({ path, message: found });
    else for (const file of found) await addOnce(files, file);
  }
  return { files: [...files.values()], missing };
}

/** Two ways to one file, e.g. a symbolic link beside it, are one file: its attempts count once. */
async function addOnce(files: Map<string, FoundFile>, file: FoundFile): Promise<void> {
  const key = file.path === STDIN_PATH ? STDIN_PATH : await realPathOf(file.path);
  const earlier = files.get(key);
  if (earlier === undefined) files.set(key, file);
  else if (file.isNamed) files.set(key, { ...earlier, isNamed: true });
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path);
  }
}

/** The files, or why there are none. */
async function resolvePath(path: string): Promise<readonly FoundFile[] | string> {
  if (path === STDIN_PATH) return [{ path, isNamed: true }];
  const kind = await kindOf(path);
  if (kind === 'folder') return await filesIn(path, '**');
  if (kind === 'file') return [{ path, isNamed: true }];
  if (kind === 'other') return 'Neither a file nor a folder.';
  if (!isDynamicPattern(path)) return 'No such file or folder.';
  const { folder, pattern } = splitGlob(path);
  const files = await filesIn(folder, pattern);
  return files.length > 0 ? files : 'No file matches this pattern.';
}

async function filesIn(folder: string, pattern: string): Promise<readonly FoundFile[]> {
  const found = await glob(pattern, {
    cwd: folder === '' ? '.' : folder,
    ignore: SKIPPED_FOLDERS,
    expandDirectories: false,
  });
  return found.sort().map((file) => ({ path: join(folder, file), isNamed: false }));
}

/** The folder that a glob looks into, as it was written, and what it looks for there. */
function splitGlob(path: string): { readonly folder: string; readonly pattern: string } {
  const segments = path.split('/');
  const numFixed = segments.findIndex((segment) => isDynamicPattern(segment));
  const folder = segments.slice(0, numFixed).join('/');
  return { folder: path.startsWith('/') ? `${folder}/` : folder, pattern: segments.slice(numFixed).join('/') };
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | 'absent'> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return 'folder';
    // A named pipe or a device such as /dev/stdin is read like a file.
    return stats.isSocket() ? 'other' : 'file';
  } catch {
    return 'absent';
  }
}
