import assert from 'node:assert/strict';
import { projectFiles, readProjectFile } from '../support/projectFiles.ts';

const files = projectFiles();
const code = files.filter((path) => /\.(ts|mjs|cjs|js)$/.test(path) && !path.startsWith('test/fixtures/'));
const text = files.filter(
  (path) => !/\.(png|ico|gz|vsix|tsbuildinfo)$/.test(path) && !path.startsWith('test/fixtures/'),
);

function numLines(path: string): number {
  return readProjectFile(path).trimEnd().split('\n').length;
}

function checkNoFileHolds(paths: readonly string[], pattern: RegExp): void {
  const found = paths.flatMap((path) => {
    const match = pattern.exec(readProjectFile(path));
    return match === null ? [] : [`${path}: ${match[0]}`];
  });
  assert.deepEqual(found, []);
}

describe('The files of the project', () => {
  it('have at most 300 lines of code', () => {
    assert.deepEqual(
      code.filter((path) => numLines(path) > 300),
      [],
    );
  });

  it('that are entry points of a process have at most 30 lines', () => {
    const entries = code.filter((path) => /^server\/[^/]+\.ts$/.test(path));
    assert.ok(entries.length >= 3, 'server, worker and command line are entry points');
    assert.deepEqual(
      entries.filter((path) => numLines(path) > 30),
      [],
    );
  });

  it('name no place of one machine', () => {
    checkNoFileHolds(text, /(?<![\w.$}])\/(?:home|Users|root|work|tmp)\/[\w.]/);
    checkNoFileHolds(text, /[A-Z]:\\{1,2}Users\\/);
  });

  it('name no host of a package registry', () => {
    checkNoFileHolds(text, /registry\.(?:npmjs|yarnpkg)\.\w+|npm\.pkg\.\w+/);
  });
});

describe('package.json', () => {
  const manifest: unknown = JSON.parse(readProjectFile('package.json'));

  it('has every script that the pages name', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', '.ci/run'].map(readProjectFile).join('\n');
    const named = [...pages.matchAll(/\bnpm (?:run (?<script>[\w:]+)|(?<lifecycle>start|test)\b)/g)].map(
      ({ groups }) => groups?.['script'] ?? groups?.['lifecycle'] ?? '',
    );
    assert.ok(named.includes('start') && named.includes('test'));
    const scripts = new Set(Object.keys(section('scripts')));
    assert.deepEqual(
      named.filter((script) => !scripts.has(script)),
      [],
    );
  });

  it('names scripts that exist', () => {
    const paths = Object.values(section('scripts')).flatMap(
      (command) => /^node (\S+)/.exec(String(command))?.[1] ?? [],
    );
    assert.ok(paths.length > 0);
    assert.deepEqual(
      paths.filter((path) => !files.includes(path)),
      [],
    );
  });

  it('has no dependency at run time: what runs is bundled', () => {
    assert.deepEqual(section('dependencies'), {});
  });

  function section(name: string): object {
    const value: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, name) : undefined;
    return typeof value === 'object' && value !== null ? value : {};
  }
});
