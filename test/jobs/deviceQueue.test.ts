import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Device, type Place, waitForPlace } from '../../server/jobs/deviceQueue.ts';
import { eventually } from '../support/eventually.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const program = fileURLToPath(new URL('../support/takePlace.ts', import.meta.url));
const FOREVER = 600_000;

describe('The queue of a device', function () {
  this.timeout(60_000);
  const scratch = useScratchFolder();
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  const start = (name: string, limit: number, milliseconds: number): ChildProcess => {
    const args = [scratch.at(''), String(limit), scratch.at('log'), name, String(milliseconds)];
    const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { stdio: 'inherit' });
    children.push(child);
    return child;
  };
  const said = (): string[] =>
    existsSync(scratch.at('log')) ? readFileSync(scratch.at('log'), 'utf8').trim().split('\n') : [];
  const untilSaid = (line: string): Promise<void> =>
    eventually(() => {
      assert.ok(said().includes(line), said().join('; '));
    });
  /** Undefined where one would have to wait. */
  const take = (queue: Device, limit = 1): Promise<Place | undefined> =>
    waitForPlace({
      ...{ folder: scratch.at(''), queue, limit },
      onWait: () => {
        throw new Error('busy');
      },
    }).catch(() => undefined);

  it('lets processes in as they came, each when its holder is gone, killed or not', async () => {
    const first = start('first', 1, FOREVER);
    await untilSaid('first begins');
    const second = start('second', 1, FOREVER);
    await untilSaid('second waits behind 1');
    start('third', 1, 0);
    await untilSaid('third waits behind 2');
    first.kill('SIGKILL');
    await untilSaid('second begins');
    second.kill('SIGKILL');
    await untilSaid('third ends');
  });

  it('never lets in more than the limit, however many come at once', async () => {
    const all = Array.from({ length: 7 }, (_, i) => start(`p${i}`, 2, 150));
    await Promise.all(all.map((child) => once(child, 'close')));
    let inside = 0;
    const crowds = said().map((line) => {
      if (line.endsWith('begins')) inside += 1;
      if (line.endsWith('ends')) inside -= 1;
      return inside;
    });
    assert.equal(said().filter((line) => line.endsWith('ends')).length, 7);
    assert.equal(Math.max(...crowds), 2);
  });

  it('skips one that gave up, or was killed, while it waited', async () => {
    start('holder', 1, 3000);
    await untilSaid('holder begins');
    assert.equal(await take('cpu'), undefined);
    const killed = start('killed', 1, FOREVER);
    await untilSaid('killed waits behind 1');
    killed.kill('SIGKILL');
    start('last', 1, 0);
    await untilSaid('last ends');
    assert.deepEqual(
      said().filter((line) => !line.startsWith('killed')),
      ['holder begins', 'last waits behind 1', 'holder ends', 'last begins', 'last ends'],
    );
  });

  it('has one place for each device and limit, which can be given back', async () => {
    const place = await take('cpu');
    assert.ok(place);
    assert.equal(await take('cpu'), undefined);
    assert.ok(await take('cpu', 2), 'another that takes a fuller device');
    assert.ok(await take('gpu'));
    await place.release();
    assert.equal(await take('cpu'), undefined, 'the other is still there');
  });

  it('takes a holder for gone that gave no sign of life for minutes, whoever has its process number', async () => {
    const place = await take('cpu');
    const queue = join(scratch.at('queues'), hostname(), 'cpu');
    const [ticket = ''] = readdirSync(queue);
    const longAgo = new Date(Date.now() - 300_000);
    utimesSync(join(queue, ticket), longAgo, longAgo);
    const next = await take('cpu');
    assert.ok(next);
    await next.release();
    await place?.release();
  });
});
