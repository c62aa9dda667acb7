import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  openSync,
  closeSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { followLog, type FollowedLog } from '../../server/host/followLog.ts';
import type { PlacedLog } from '../../server/language/logState.ts';
import { attemptLine, mixedLog, singleAttemptLog } from '../support/smallLogs.ts';

const NAME = 'samples.jsonl_results.jsonl';
const options = { name: NAME, isCancelled: () => false, onProgress: () => undefined };

describe('A log that is followed', () => {
  let folder: string;
  let path: string;
  let followed: FollowedLog;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'passk-follow-'));
    path = join(folder, NAME);
    followed = followLog(path);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (): PlacedLog => followed.read(options);
  /** What is followed is what a reading of the whole file gives. */
  function checkSame(): PlacedLog {
    const log = read();
    assert.deepEqual(log, followLog(path).read(options));
    return log;
  }
  const counts = ({ result }: PlacedLog): readonly string[] =>
    result.evals.flatMap(({ problems }) =>
      problems.map(({ problemId, numSamples, numCorrect }) => `${problemId} ${numCorrect}/${numSamples}`),
    );
  const codes = ({ result }: PlacedLog): readonly string[] => result.issues.map(({ code }) => code);

  it('gives after each append what a reading of the whole file gives, wherever it is cut', () => {
    const lines = [
      attemptLine('A/0', true),
      attemptLine('A/0', false),
      '{"task_id": "A/é𝒜", "passed": true, "completion": "ä€𝒜"}\r\n',
      'no JSON\n',
      '\n',
      '{"task_id": "A/1"}\n',
      attemptLine('A/1', true),
      '{"completion": "without an id", "passed": true}\n',
    ];
    const log = fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 30 }).map((all) => all.join(''));
    fc.assert(
      fc.property(log, fc.array(fc.nat(1000), { maxLength: 5 }), (text, cuts) => {
        const bytes = Buffer.from(text);
        writeFileSync(path, attemptLine('A/0', true));
        followed = followLog(path);
        checkSame();
        const places = [...new Set(cuts.map((cut) => cut % bytes.length)), bytes.length].sort((a, b) => a - b);
        let start = 0;
        for (const end of places) {
          appendFileSync(path, bytes.subarray(start, end));
          checkSame();
          start = end;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is not read again where it was read before', () => {
    writeFileSync(path, mixedLog);
    assert.ok(counts(read()).includes('HumanEval/6 6/10'));
    // In the middle of what was read a verdict is changed, which only a second reading of it would find.
    const place = mixedLog.indexOf('"passed":true', mixedLog.indexOf('HumanEval/6'));
    overwrite(place, '"passed":null');
    appendFileSync(path, attemptLine('HumanEval/12', true));
    const grown = counts(read());
    assert.ok(grown.includes('HumanEval/6 6/10') && grown.includes('HumanEval/12 1/1'), grown.join());
  });

  it('says that a line is in progress until it is whole, and counts it then', () => {
    const last = attemptLine('HumanEval/12', true);
    writeFileSync(path, mixedLog + last.slice(0, 20));
    const { result } = checkSame();
    assert.deepEqual(
      result.issues.filter(({ code }) => code === 'truncated').map(({ severity }) => severity),
      ['info'],
    );
    appendFileSync(path, last.slice(20));
    const whole = checkSame();
    assert.ok(!codes(whole).includes('truncated'));
    assert.ok(counts(whole).includes('HumanEval/12 1/1'));
  });

  it('is read anew when the file was cut, replaced, or written again', () => {
    writeFileSync(path, mixedLog);
    read();
    writeFileSync(path, singleAttemptLog);
    assert.equal(counts(checkSame())[0], 'HumanEval/0 1/1');

    const other = join(folder, 'other');
    writeFileSync(other, mixedLog + mixedLog);
    renameSync(other, path);
    assert.equal(counts(checkSame())[1], 'HumanEval/1 2/20');

    writeFileSync(path, attemptLine('B/0', true) + mixedLog + mixedLog);
    assert.equal(counts(checkSame())[0], 'B/0 1/1');
  });

  it('is read anew after a reading that was stopped half-way', () => {
    writeFileSync(path, mixedLog);
    read();
    appendFileSync(path, mixedLog);
    assert.throws(() => followed.read({ ...options, isCancelled: () => true }));
    assert.equal(counts(checkSame())[1], 'HumanEval/1 2/20');
  });

  it('in UTF-16 is read anew, and right', () => {
    writeFileSync(path, Buffer.from(`\ufeff${mixedLog}`, 'utf16le'));
    read();
    assert.equal(followed.numAttemptsKept(), undefined);
    appendFileSync(path, Buffer.from(mixedLog, 'utf16le'));
    assert.equal(counts(checkSame())[1], 'HumanEval/1 2/20');
  });

  function overwrite(offset: number, text: string): void {
    const descriptor = openSync(path, 'r+');
    writeSync(descriptor, text, offset);
    closeSync(descriptor);
  }
});
