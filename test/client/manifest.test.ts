import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): string => readFileSync(path, 'utf8');
const matches = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, group]) => group ?? ''))].sort();
const keysOf = (path: string): string[] => matches(read(path), /^ {2}"([^"]+)":/gm);

const manifest = read('package.json');
const sources = readdirSync('client', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => read(`client/${name}`))
  .join('\n');

describe('the manifest', () => {
  it('takes every text from package.nls.json, which has no other', () => {
    assert.deepEqual(matches(manifest, /"%([\w.]+)%"/g), keysOf('package.nls.json'));
  });

  it('contributes exactly the commands that the client registers', () => {
    const contributed = matches(manifest, /"command": "(passkLens\.\w+)",\s*"title"/g);
    const registering = ['client/commands.ts', 'client/experiments/jobCommands.ts'].map(read).join('\n');
    assert.deepEqual(matches(registering, /'(passkLens\.\w+)'/g), contributed);
  });

  it('names only pictures and pages that are there', () => {
    const media = readdirSync('media');
    for (const name of matches(manifest, /"media\/([^"]+)"/g)) assert.ok(media.includes(name), name);
  });
});

describe('the texts of the client', () => {
  it('are in the bundle for translators, which has no other', () => {
    assert.deepEqual(matches(sources, /l10n\.t\(\s*'([^']+)'/g), keysOf('l10n/bundle.l10n.json'));
  });
});
