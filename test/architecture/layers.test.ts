import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import { layers, pureRooms, roomOf } from '../../scripts/layers.mjs';
import { importedPath, importsOf, projectFiles, readProjectFile } from '../support/projectFiles.ts';

const sources = ['server', 'client', 'webview']
  .flatMap((folder) => projectFiles(folder))
  .filter((path) => path.endsWith('.ts'));

describe('The rooms', () => {
  it('import only what the layer table gives them', () => {
    const broken = sources.flatMap((path) => forbiddenImports(path));
    assert.deepEqual(broken, []);
  });

  it('hold every source file, and every room of the table exists', () => {
    assert.deepEqual(
      sources.filter((path) => roomOf(path) === undefined),
      [],
    );
    const inhabited = new Set(sources.map(roomOf));
    assert.deepEqual(
      Object.keys(layers).filter((room) => !inhabited.has(room)),
      [],
    );
  });

  it('have no cycle of imports', () => {
    assert.deepEqual(importCycles(sources), []);
  });

  it('that are pure name no Node module, no clock and no ambient randomness', () => {
    const pure = sources.filter((path) => pureRooms.includes(roomOf(path) ?? ''));
    const impure = pure.flatMap((path) => [
      ...importsOf(path)
        .filter(isNodeModule)
        .map((specifier) => `${path} imports ${specifier}`),
      ...[...withoutComments(path).matchAll(/\bMath\.random\b|\bDate\b|\bperformance\.now\b|\bprocess\.\w+/g)].map(
        ([name]) => `${path} names ${name}`,
      ),
    ]);
    assert.deepEqual(impure, []);
  });

  it('that only describe messages or compute statistics import no package', () => {
    const closed = sources.filter((path) =>
      ['server/core', 'server/protocol', 'server/sniff'].includes(roomOf(path) ?? ''),
    );
    const outside = closed.flatMap((path) =>
      importsOf(path)
        .filter((specifier) => importedPath(path, specifier) === undefined)
        .map((specifier) => `${path} imports ${specifier}`),
    );
    assert.deepEqual(outside, []);
  });
});

describe('The check of the layers', () => {
  it('knows the room of a file by its folder', () => {
    assert.equal(roomOf('server/core/passAtK.ts'), 'server/core');
    assert.equal(roomOf('server/main.ts'), 'server');
    assert.equal(roomOf('client/views/tree.ts'), 'client');
    assert.equal(roomOf('scripts/layers.mjs'), undefined);
  });
});

function forbiddenImports(path: string): string[] {
  const room = roomOf(path);
  if (room === undefined) return [];
  const allowed = [room, ...(layers[room] ?? [])];
  return importsOf(path).flatMap((specifier) => {
    const target = importedPath(path, specifier);
    if (target === undefined) return [];
    return allowed.includes(roomOf(target) ?? '') ? [] : [`${path} imports ${target}`];
  });
}

/** Cycles among the files, each as `a → b → a`; found by a depth-first search. */
function importCycles(paths: readonly string[]): string[] {
  const cycles: string[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' → '));
    if (start >= 0 || finished.has(path)) return;
    for (const specifier of importsOf(path)) {
      const target = importedPath(path, specifier);
      if (target?.endsWith('.ts') === true && paths.includes(target)) visit(target, [...trail, path]);
    }
    finished.add(path);
  };
  for (const path of paths) visit(path, []);
  return cycles;
}

function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function withoutComments(path: string): string {
  return readProjectFile(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
