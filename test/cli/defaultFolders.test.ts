import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { defaultFolders } from '../../server/cli/defaultFolders.ts';

const now = new Date('2026-01-02T03:04:05.678Z');
const firstOf = (name: string): string => defaultFolders(name, now).next().value;
const inJobs = (name: string): string => resolve('passk-experiments', name);

describe('The folder of a job that nobody names one for', () => {
  it('has the name of its experiment file, or its model, and the time', () => {
    assert.equal(firstOf('vae'), inJobs('vae-2026-01-02T030405'));
    assert.equal(firstOf('/a/b/hot.passk-experiment.json'), inJobs('hot-2026-01-02T030405'));
    assert.equal(firstOf('plain.json'), inJobs('plain-2026-01-02T030405'));
  });

  it('stays among the jobs, whatever the file is called', () => {
    for (const name of ['../../etc/..', '..', 'a b:c?.passk-experiment.json', '.passk-experiment.json', 'ß漢.json'])
      assert.match(firstOf(name).slice(inJobs('').length), /^[/\\][\p{L}\p{N}_-]+-2026-01-02T030405$/u, name);
    assert.ok(firstOf('x'.repeat(500)).length < inJobs('').length + 90);
  });

  it('has a number where the name is taken', () => {
    const folders = defaultFolders('vae', now);
    assert.deepEqual(
      [1, 2, 3].map(() => folders.next().value),
      ['', '-2', '-3'].map((more) => inJobs(`vae-2026-01-02T030405${more}`)),
    );
  });
});
