import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { findJobs } from '../../server/jobs/findJobs.ts';
import { writeProgress, writeRecord } from '../../server/jobs/jobFolder.ts';
import type { JobRecord } from '../../server/protocol/job.ts';
import { jobProgress, jobRecord } from '../support/sampleExperiment.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

describe('the experiments of a folder', () => {
  const scratch = useScratchFolder();
  const now = Date.parse(jobProgress.updatedAt) + 1000;
  const place = async (name: string, change: Partial<JobRecord>): Promise<void> => {
    await mkdir(scratch.at(name), { recursive: true });
    await writeRecord(scratch.at(name), { ...jobRecord, title: name, ...change });
    await writeProgress(scratch.at(name), jobProgress);
  };
  const found = async (): Promise<string[]> =>
    (await findJobs(scratch.at(''), now)).map(({ record, state }) => `${record.title} ${state.kind}`);

  it('are found newest first, and one whose process is gone is interrupted', async () => {
    await place('old', { createdAt: '2026-01-01T00:00:00.000Z', state: { kind: 'done' } });
    await place('alive', { createdAt: '2026-01-02T00:00:00.000Z', host: hostname(), processId: process.pid });
    await place('elsewhere', { createdAt: '2026-01-03T00:00:00.000Z', host: 'another machine' });
    // No process has this number: it is above the greatest that a system gives.
    await place('gone', { createdAt: '2026-01-04T00:00:00.000Z', host: hostname(), processId: 2 ** 30 });
    assert.deepEqual(await found(), ['gone interrupted', 'elsewhere running', 'alive running', 'old done']);
  });

  it('are shown where one beside them has a record or a progress that makes no sense', async () => {
    await place('good', { state: { kind: 'done' } });
    const odd: readonly (readonly [string, object])[] = [
      ['no-state', { state: undefined }],
      ['odd-state', { state: { kind: 'constructor' } }],
      ['silent', { state: { kind: 'failed' } }],
      ['no-spec', { spec: null }],
      ['odd-title', { title: { html: '<b>' } }],
      ['odd-process', { processId: '1; rm' }],
    ];
    for (const [name, change] of odd) {
      await mkdir(scratch.at(name));
      await writeFile(scratch.at(`${name}/job.json`), JSON.stringify({ ...jobRecord, ...change }));
    }
    assert.deepEqual(await found(), ['good done']);
    for (const change of [
      { losses: 3 },
      { fraction: 'half' },
      { engine: { used: 1 } },
      { rate: {} },
      { losses: [null] },
    ]) {
      await writeFile(scratch.at('good/progress.json'), JSON.stringify({ ...jobProgress, ...change }));
      const [job = assert.fail()] = await findJobs(scratch.at(''), now);
      assert.deepEqual([job.record.title, job.progress], ['good', undefined]);
    }
  });

  it('are none where a folder holds no record, or one of another version', async () => {
    await mkdir(scratch.at('empty'), { recursive: true });
    await mkdir(scratch.at('foreign'), { recursive: true });
    await writeFile(scratch.at('foreign/job.json'), '{"schemaVersion": 99}');
    await writeFile(scratch.at('file.json'), '{}');
    assert.equal(
      (await found()).some((line) => /undefined|empty|foreign/.test(line)),
      false,
    );
    assert.deepEqual(await findJobs(scratch.at('not-there'), now), []);
  });
});
