// Reading `.eval` archives: the time must not depend on how large the samples are.
// Run by `npm run bench archive`.
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { once } from 'node:events';
import { readLogFile } from '../server/cli/readLogFile.ts';
import { openFileSource } from '../server/host/fileSource.ts';
import { zipArchive } from '../test/support/zipArchive.ts';

const RUNS = 9;
const NUM_SAMPLES = 256;
const MEGABYTE = 1 << 20;

const folder = mkdtempSync(join(tmpdir(), 'passk-bench-'));
try {
  const small = await writeArchive('small.eval', 1 << 10);
  const large = await writeArchive('large.eval', 4 * MEGABYTE);
  median(small);
  const [ofSmall, ofLarge] = [median(small), median(large)];
  print(small, ofSmall);
  print(large, ofLarge);
  process.stdout.write(`  ${(ofLarge / ofSmall).toFixed(2)} × the time of the small archive\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Samples of zeros, written behind one another with the members that count behind them. */
async function writeArchive(name: string, sampleSize: number): Promise<string> {
  const path = join(folder, name);
  const rows = Array.from({ length: NUM_SAMPLES * 8 }, (_, i) => ({
    id: `problem-${i >> 3}`,
    epoch: (i & 7) + 1,
    input: `Problem ${i >> 3}`,
    target: '0',
    scores: { match: { value: i % 3 === 0 ? 'C' : 'I' } },
  }));
  const sample = { content: Buffer.alloc(sampleSize), method: 'stored' as const };
  const samples = Array.from({ length: NUM_SAMPLES }, (_, i) => ({
    name: `samples/problem-${i}_epoch_1.json`,
    ...sample,
  }));
  const archive = zipArchive([
    ...samples,
    { name: 'summaries.json', content: JSON.stringify(rows) },
    { name: 'header.json', content: JSON.stringify({ eval: { task: 'bench', model: 'none' } }) },
  ]);
  const file = createWriteStream(path);
  file.end(archive);
  await once(file, 'close');
  return path;
}

/** Of all that the command line does with a file: counting, placing issues, and telling copies apart. */
function median(path: string): number {
  const times = Array.from({ length: RUNS + 1 }, () => {
    const start = performance.now();
    const log = readLogFile({ path, diskPath: path, isNamed: true }, openFileSource);
    if (log?.evals[0]?.problems.length !== NUM_SAMPLES) throw new Error(`${path}: not counted`);
    return performance.now() - start;
  });
  return times.slice(1).toSorted((a, b) => a - b)[RUNS >> 1] ?? NaN;
}

function print(path: string, milliseconds: number): void {
  const size = `${(statSync(path).size / 1e6).toFixed(1)} MB`;
  process.stdout.write(`${size.padStart(10)} ${`${milliseconds.toFixed(1)} ms`.padStart(10)}\n`);
}
