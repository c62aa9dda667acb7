import assert from 'node:assert/strict';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { engineFolders } from '../../server/engines/engineFolders.ts';
import { loadEngine } from '../../server/engines/loadEngine.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

interface Adder {
  readonly add: (a: number, b: number) => number;
}

describe('Loading an engine', () => {
  const scratch = useScratchFolder();

  it('takes the first of the folders that has the package', async () => {
    install('one', { 'index.js': 'exports.add = (a, b) => a + b;' }, '1.0.0');
    install('two', { 'index.js': 'exports.add = () => 0;' }, '2.0.0');
    const engine = await loadAdder(['none', 'one', 'two']);
    assert.ok(engine.kind === 'loaded');
    assert.equal(engine.module.add(2, 3), 5);
    assert.equal(engine.version, '1.0.0');
    assert.equal(engine.folder, scratch.at('one'));
  });

  it('takes ES modules, too', async () => {
    install('esm', { 'index.mjs': 'export const add = (a, b) => a + b;' }, '1.0.0', 'index.mjs');
    const engine = await loadAdder(['esm']);
    assert.ok(engine.kind === 'loaded');
    assert.equal(engine.module.add(2, 3), 5);
  });

  it('says of a package that is nowhere how to add it', async () => {
    await checkAbsent(['none'], /^adder is not installed\. .*PASSK_LENS_ENGINES/);
  });

  it('says of one that breaks off why, and where it is', async () => {
    install('broken', { 'index.js': 'throw new Error("wrong ELF class\\nmore");' }, '3.0.0');
    await checkAbsent(['broken'], /^adder 3\.0\.0 in .*broken could not be loaded \(wrong ELF class\)/);
  });

  it('does not take one that lacks the functions that are used', async () => {
    install('old', { 'index.js': 'exports.sum = () => 0;' }, '0.1.0');
    await checkAbsent(['old'], /lacks functions/);
  });

  function install(folder: string, files: Record<string, string>, version: string, main = 'index.js'): void {
    const manifest = JSON.stringify({ name: 'adder', version, main });
    for (const [name, text] of Object.entries({ ...files, 'package.json': manifest }))
      scratch.write(join(folder, 'node_modules', 'adder', name), text);
  }

  function loadAdder(folders: readonly string[]): ReturnType<typeof loadEngine<Adder>> {
    return loadEngine({ name: 'adder', folders: folders.map(scratch.at), isUsable: isAdder });
  }

  async function checkAbsent(folders: readonly string[], reason: RegExp): Promise<void> {
    const engine = await loadAdder(folders);
    assert.ok(engine.kind === 'absent');
    assert.match(engine.reason, reason);
  }
});

describe('The folders of engines', () => {
  it('are those of the environment, then that of the program', () => {
    const program = join(process.cwd(), 'dist', 'job.js');
    const env = { PASSK_LENS_ENGINES: ['/a', '', '/b'].join(delimiter) };
    const own = join(process.cwd(), '/');
    assert.deepEqual(engineFolders(env, pathToFileURL(program).href), ['/a', '/b', own]);
    assert.deepEqual(engineFolders({}, pathToFileURL(program).href), [own]);
  });
});

function isAdder(module: unknown): module is Adder {
  return typeof module === 'object' && module !== null && 'add' in module && typeof module.add === 'function';
}
