import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { followLog } from '../../server/host/followLog.ts';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import { projectFiles, root } from '../support/projectFiles.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

/** Logs of lines that hold attempts, of every format that is written line by line. */
const logs = [...projectFiles('test/fixtures'), ...projectFiles('examples')]
  .filter((path) => path.endsWith('.jsonl'))
  .map((path) => {
    const bytes = readFileSync(join(root, path));
    return { path, bytes, ...readLog(bytesSource(bytes), { name: path }) };
  })
  .filter(({ evals }) => evals.some(({ problems }) => problems.length > 0));

/** By so many bytes at both ends a file is known again. */
const SAMPLE_SIZE = 4096;

describe('A log of lines that grows', () => {
  const scratch = useScratchFolder();

  it('is of one of these formats', () => {
    assert.deepEqual([...new Set(logs.map(({ format }) => format))].sort(), [
      'counts',
      'every-eval-ever-samples',
      'human-eval',
      'llmonkeys',
      'lm-eval-samples',
      'nemo-skills',
      'openai-evals',
      'verl',
    ]);
  });

  for (const { path, bytes, evals } of logs) {
    it(`is read on where it was read before, and says what a reading of all of it says: ${path}`, () => {
      const file = scratch.write(path, '');
      const options = { name: file, isCancelled: () => false, onProgress: () => undefined };
      const followed = followLog(file);
      const firstLine = bytes.indexOf('\n') + 1;
      let start = 0;
      let numReadOn = 0;
      // Line ends and places inside of lines, from the second line on.
      for (const part of [0, 0.13, 0.4, 0.41, 0.77, 0.9, 0.95, 1]) {
        const end = Math.max(firstLine, Math.round(part * bytes.length));
        appendFileSync(file, bytes.subarray(start, end));
        start = end;
        const wasKept = followed.numAttemptsKept() !== undefined;
        if (wasKept) numReadOn++;
        assert.deepEqual(followed.read(options), followLog(file).read(options), `up to byte ${end}`);
      }
      assert.ok(numReadOn >= 3, `it was read on ${numReadOn} times`);
      assert.deepEqual(
        followed.read(options).result.evals.map(({ problems }) => problems),
        evals.map(({ problems }) => problems),
      );
    });

    const lineStart = bytes.indexOf('\n', bytes.length / 2) + 1;
    const lineEnd = bytes.indexOf('\n', lineStart);
    if (lineStart <= SAMPLE_SIZE || lineEnd >= bytes.length - SAMPLE_SIZE) continue;
    it(`is not read where it was read before: ${path}`, () => {
      const file = scratch.write(path, bytes);
      const options = { name: file, isCancelled: () => false, onProgress: () => undefined };
      const followed = followLog(file);
      const before = followed.read(options).result.evals;
      // A line in the middle goes, which only a second reading of it would find.
      writeFileSync(file, Buffer.concat([Buffer.from(bytes).fill(' ', lineStart, lineEnd), Buffer.from('\n')]));
      assert.deepEqual(followed.read(options).result.evals, before);
      assert.notDeepEqual(followLog(file).read(options).result.evals, before);
    });
  }
});
