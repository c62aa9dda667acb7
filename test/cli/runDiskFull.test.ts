import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { platform } from 'node:process';
import type { JobRecord } from '../../server/protocol/job.ts';
import { eventually } from '../support/eventually.ts';
import { needsOnnxRuntime } from '../support/needsOnnxRuntime.ts';
import { needsBuiltPassk, passkPath, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { skipBecause } from '../support/skipBecause.ts';

const settings = ['data=synthetic', 'images=40', 'hidden=32', 'latent=8', 'attempts=40', 'engine=onnx-cpu'];

describe('A job on a disk that becomes full', function () {
  this.timeout(120_000);
  let disk = '';
  // Before its folder is removed.
  afterEach(() => {
    spawnSync('umount', ['--lazy', disk]);
  });
  const scratch = useScratchFolder();
  before(function () {
    needsBuiltPassk(this);
    needsOnnxRuntime(this);
    if (platform !== 'linux' || process.getuid?.() !== 0)
      skipBecause(this, 'only root can mount a small disk, on Linux');
  });
  const mount = (context: Mocha.Context, size: string): void => {
    disk = scratch.at('disk');
    scratch.write('disk/.keep', '');
    if (mountWith('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk) !== 0)
      skipBecause(context, 'no disk can be mounted here');
  };
  const mountWith = (...args: string[]): number | null => spawnSync('mount', args).status;
  const args = (folder: string, epochs: number): string[] => [
    ...['run', 'vae', '--out', folder],
    ...[...settings, `epochs=${epochs}`].flatMap((setting) => ['--set', setting]),
  ];
  const resultOf = (folder: string): string => readFileSync(`${folder}/result.json`, 'utf8');
  const isWhole = (folder: string): void => {
    const left = readdirSync(folder).filter((name) => name.endsWith('.part'));
    assert.deepEqual(left, [], 'nothing half is left');
    const { state } = JSON.parse(readFileSync(`${folder}/job.json`, 'utf8')) as JobRecord;
    assert.ok(state.kind === 'failed');
    assert.match(state.message, /^The disk is full: make room, then resume the job\./);
  };

  it('while it trains fails, says so, and goes on from its checkpoint when there is room', async function () {
    mount(this, '4m');
    const folder = `${disk}/job`;
    const epochs = 1500;
    const command: ChildProcess = spawn(process.execPath, [passkPath, ...args(folder, epochs)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    command.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(command, 'close');
    await eventually(() => {
      assert.ok(existsSync(`${folder}/checkpoint.bin`));
    });
    fill(`${disk}/filler`);
    const [status] = (await ended) as [number];
    assert.equal(status, 1);
    assert.match(stderr, /^passk: The disk is full/m);
    isWhole(folder);
    rmSync(`${disk}/filler`);
    const resumed = await runPassk(['run', 'vae', '--out', folder, '--resume']);
    assert.equal(resumed.status, 0, resumed.stderr);
    assert.equal((await runPassk(args(scratch.at('whole'), epochs))).status, 0);
    assert.equal(resultOf(folder), resultOf(scratch.at('whole')));
  });

  it('when it writes its result fails, and writes it whole when there is room', async function () {
    // Enough for its record, not for its result.
    mount(this, '40k');
    const folder = `${disk}/job`;
    const { status, stderr } = await runPassk(args(folder, 2));
    assert.equal(status, 1);
    assert.match(stderr, /^passk: The disk is full/m);
    isWhole(folder);
    assert.equal(existsSync(`${folder}/result.json`), false);
    assert.equal(mountWith('-o', 'remount,size=4m', disk), 0);
    assert.equal((await runPassk(['run', 'vae', '--out', folder, '--resume'])).status, 0);
    assert.equal((await runPassk(args(scratch.at('whole'), 2))).status, 0);
    assert.equal(resultOf(folder), resultOf(scratch.at('whole')));
  });
});

/** Takes all room that there is, to the last page. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096);
  try {
    for (;;) writeSync(file, page);
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
  } finally {
    closeSync(file);
  }
}
