import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

/** Absolute path of the repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Made, fetched or not ours; in a linked worktree `.git` is a file. */
const untracked = new Set(['node_modules', 'dist', 'out', '.git', '.cache', '.vscode-test']);

/**
 * Paths of all files that belong to the project, relative to its root and with `/`; found without git.
 * @param under one folder of the project
 */
export function projectFiles(under = ''): string[] {
  return readdirSync(join(root, under), { withFileTypes: true }).flatMap((entry) => {
    if (untracked.has(entry.name)) return [];
    const path = posix.join(under, entry.name);
    if (entry.isDirectory()) return projectFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** What a module imports, types and dynamic imports included, in the order of the text. */
export function importsOf(path: string): string[] {
  return ts.preProcessFile(readProjectFile(path), true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The project's file that a relative import names; undefined for a package. */
export function importedPath(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}
