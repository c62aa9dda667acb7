import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { findJobs } from '../../server/jobs/findJobs.ts';
import { isProcess } from '../../server/jobs/isProcess.ts';
import { writeProgress, writeRecord } from '../../server/jobs/jobFolder.ts';
import type { JobRecord } from '../../server/protocol/job.ts';
import { eventually } from '../support/eventually.ts';
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

  it('are interrupted where another process has their number by now, as after a restart, or theirs is a zombie', async function () {
    if (process.platform !== 'linux') return this.skip();
    await place('restarted', { createdAt: '2026-01-02T00:00:00.000Z', host: hostname(), processId: process.pid });
    const beforeThisProcess = new Date(Date.now() - 1000 * process.uptime() - 3_600_000);
    await utimes(scratch.at('restarted/job.json'), beforeThisProcess, beforeThisProcess);
    const { processId, end } = await makeZombie();
    try {
      await place('zombie', { createdAt: '2026-01-01T00:00:00.000Z', host: hostname(), processId });
      assert.equal(isProcess(processId), true);
      assert.deepEqual(await found(), ['restarted interrupted', 'zombie interrupted']);
    } finally {
      end();
    }
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

/** A process that has ended and that its parent does not ask how: there is one until the parent ends. */
async function makeZombie(): Promise<{ readonly processId: number; readonly end: () => void }> {
  // The shell prints the number of a child that ends at once, and becomes a program that waits for no child.
  const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  await eventually(async () => {
    assert.match(await readFile(`/proc/${text.toString().trim()}/stat`, 'utf8'), /\) Z /);
  });
  return { processId: Number(text), end: () => parent.kill('SIGKILL') };
}
