import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner, Task, TaskOutcome, TaskState } from '../../server/jobs/runner.ts';
import { eventually } from './eventually.ts';
import type { ScratchFolder } from './scratchFolder.ts';

/** What every runner has to do; `create` is called inside of a test. */
export function checkRunner(scratch: ScratchFolder, create: () => Runner): void {
  it('runs every task once where all goes well, and tells their outcomes in order', async () => {
    const tasks = ['a', 'b', 'c', 'd'].map((id) => task(id, `echo ${id} >> ${quoted(scratch.at(id))}`));
    const { outcomes, states } = await run(tasks);
    assert.deepEqual(
      outcomes.map(({ task: { id }, end, attempts }) => [id, end.kind, attempts]),
      ['a', 'b', 'c', 'd'].map((id) => [id, 'done', 1]),
    );
    for (const id of ['a', 'b', 'c', 'd']) {
      assert.equal(readFileSync(scratch.at(id), 'utf8'), `${id}\n`);
      assert.deepEqual(states.get(id)?.at(-1), 'done');
    }
  });

  it('hands over arguments with spaces, quotes and dollars as they are', async () => {
    const text = `it's "$HOME" \`id\` \\ *`;
    const { outcomes } = await run([{ id: 'q', command: ['/usr/bin/printf', '%s', text] }]);
    assert.equal(readFileSync(outcomes[0]?.logPath ?? '', 'utf8'), text);
  });

  it('tries a task again that failed, and reports one that keeps failing with its last words', async () => {
    const flaky = scratch.at('flaky');
    const tasks = [
      task('flaky', `test -e ${quoted(flaky)} || { touch ${quoted(flaky)}; exit 3; }`),
      task('broken', 'echo disk is full >&2; exit 4'),
      task('good', 'true'),
    ];
    const { outcomes, states } = await run(tasks, 2);
    assert.deepEqual(
      outcomes.map(({ end, attempts }) => [end.kind === 'failed' ? end.reason : end.kind, attempts]),
      [
        ['done', 2],
        ['exit status 4: disk is full', 2],
        ['done', 1],
      ],
    );
    assert.ok(states.get('flaky')?.includes('retrying'));
  });

  it('says of a program that is not there that it failed', async () => {
    const { outcomes } = await run([{ id: 'x', command: [scratch.at('no such program')] }]);
    assert.equal(outcomes[0]?.end.kind, 'failed');
  });

  it('ends what runs when it is cancelled, and keeps what was done', async () => {
    const abort = new AbortController();
    const tasks = [task('quick', 'true'), task('slow', `touch ${quoted(scratch.at('slow'))}; exec sleep 600`)];
    const running = run([...tasks, task('third', 'exec sleep 600'), task('fourth', 'true')], 2, abort.signal);
    await eventually(() => {
      assert.ok(existsSync(scratch.at('slow')));
    });
    abort.abort();
    const { outcomes } = await running;
    const kinds = outcomes.map(({ end }) => end.kind);
    assert.equal(kinds[1], 'cancelled');
    assert.equal(kinds[2], 'cancelled');
  });

  async function run(
    tasks: readonly Task[],
    maxAttempts = 1,
    signal = new AbortController().signal,
  ): Promise<{ outcomes: readonly TaskOutcome[]; states: ReadonlyMap<string, readonly TaskState[]> }> {
    const states = new Map<string, TaskState[]>();
    const onState = ({ id }: Task, state: TaskState): void => {
      states.set(id, [...(states.get(id) ?? []), state]);
    };
    const folder = join(scratch.at("a job's folder"));
    return { outcomes: await create()(tasks, { folder, maxAttempts, signal, onState }), states };
  }
}

function task(id: string, script: string): Task {
  return { id, command: ['/bin/sh', '-c', script] };
}

function quoted(path: string): string {
  return `'${path}'`;
}
