import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { findJobs, JOBS_FOLDER } from '../../server/jobs/findJobs.ts';
import { isProcess } from '../../server/jobs/isProcess.ts';
import type { FoundJob } from '../../server/jobs/jobFolder.ts';
import { jobFiles } from '../../server/protocol/job.ts';
import { eventually } from '../support/eventually.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { needsBuiltPassk, passkPath, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const settings = ['data=synthetic', 'images=12', 'hidden=16', 'latent=4', 'attempts=40', 'engine=onnx-cpu'];
const PATIENCE = { timeout: 60_000 };

/** As two windows of an editor, and a terminal, start them: processes that are left to themselves. */
describe('Jobs that are started in one folder', function () {
  this.timeout(120_000);
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
  });
  const scratch = useScratchFolder();
  const args = (name: string, epochs: number): string[] => [
    ...['run', 'vae', '--out', scratch.at(`${JOBS_FOLDER}/${name}`)],
    ...[...settings, `epochs=${epochs}`].flatMap((setting) => ['--set', setting]),
  ];
  const start = async (name: string, epochs = 1_000_000, ...more: string[]): Promise<void> => {
    assert.equal((await runPassk([...args(name, epochs), '--detach', ...more])).status, 0);
  };
  const jobs = async (): Promise<readonly FoundJob[]> => findJobs(scratch.at(JOBS_FOLDER), Date.now());
  const job = async (name: string): Promise<FoundJob> =>
    (await jobs()).find(({ record }) => record.title === name) ?? assert.fail();
  const untilStates = (expected: Readonly<Record<string, string>>): Promise<void> =>
    eventually(async () => {
      assert.deepEqual(
        Object.fromEntries((await jobs()).map(({ record, state }) => [record.title, state.kind])),
        expected,
      );
    }, PATIENCE);
  const cancel = (name: string): void => {
    writeFileSync(scratch.at(`${JOBS_FOLDER}/${name}/${jobFiles.cancelRequest}`), '');
  };
  const queued: ChildProcess[] = [];
  afterEach(async () => {
    for (const command of queued.splice(0)) command.kill('SIGKILL');
    for (const { record, state } of await jobs())
      if (state.kind === 'queued' || state.kind === 'running') process.kill(record.processId, 'SIGKILL');
  });

  it('wait for the device one behind the other, can be cancelled while they wait, and run when it is free', async () => {
    await start('a');
    await untilStates({ a: 'running' });
    await start('b');
    await start('c', 3);
    await untilStates({ a: 'running', b: 'queued', c: 'queued' });
    await eventually(async () => {
      assert.equal((await job('c')).progress?.activity, 'waits for the processor, behind 2 jobs');
    }, PATIENCE);

    const { processId } = (await job('b')).record;
    cancel('b');
    await untilStates({ a: 'running', b: 'cancelled', c: 'queued' });
    await eventually(() => {
      assert.equal(isProcess(processId), false);
    }, PATIENCE);
    assert.deepEqual(readdirSync(scratch.at(`${JOBS_FOLDER}/b`)), ['job.json']);

    process.kill((await job('a')).record.processId, 'SIGKILL');
    await untilStates({ a: 'interrupted', b: 'cancelled', c: 'done' });
  });

  it('have a folder each where several start in the same second and name none', async () => {
    const named = ['run', 'vae', ...settings.flatMap((setting) => ['--set', setting]), '--set', 'epochs=1', '--detach'];
    const ends = await Promise.all([1, 2, 3].map(() => runPassk(named, { cwd: scratch.at('') })));
    assert.deepEqual(
      ends.map(({ status, stderr }) => [status, stderr.includes('not empty')]),
      [1, 2, 3].map(() => [0, false]),
    );
    assert.equal(new Set(ends.map(({ stdout }) => stdout)).size, 3);
    await eventually(async () => {
      assert.deepEqual(
        (await jobs()).map(({ state }) => state.kind),
        ['done', 'done', 'done'],
      );
    }, PATIENCE);
  });

  it('are resumed once where two windows resume one at the same time', async () => {
    await start('a');
    await untilStates({ a: 'running' });
    process.kill((await job('a')).record.processId, 'SIGKILL');
    await untilStates({ a: 'interrupted' });
    const resume = ['run', 'vae', '--resume', '--out', scratch.at(`${JOBS_FOLDER}/a`), '--detach'];
    const ends = await Promise.all([runPassk(resume), runPassk(resume), runPassk(resume)]);
    assert.deepEqual(ends.map(({ status }) => status).sort(), [0, 2, 2]);
    for (const { stderr } of ends.filter(({ status }) => status === 2))
      assert.match(stderr, /is at work\.|is being started .* by another process\./);
    await untilStates({ a: 'running' });
  });

  it('run side by side where the user allows it', async () => {
    await start('a');
    await untilStates({ a: 'running' });
    await start('b', 3, '--cpu-jobs', '2');
    await untilStates({ a: 'running', b: 'done' });
  });

  it('say in the terminal for what they wait', async () => {
    await start('a');
    await untilStates({ a: 'running' });
    const command = spawn(process.execPath, [passkPath, ...args('b', 3)], { stdio: ['ignore', 'ignore', 'pipe'] });
    queued.push(command);
    let stderr = '';
    command.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await eventually(() => {
      assert.match(stderr, /^passk: waits for the processor, behind 1 job$/m);
    }, PATIENCE);
    cancel('a');
    const [status] = (await once(command, 'close')) as [number];
    assert.equal(status, 0);
  });
});
