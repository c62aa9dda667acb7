import assert from 'node:assert/strict';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { placesOf } from '../../server/readers/places.ts';
import { readLog } from '../../server/readers/readLog.ts';
import type { ReadResult } from '../../server/readers/readResult.ts';
import { checkRead, checkSound } from '../support/checkRead.ts';
import { zipArchive, zstdBomb, type ZipEntry, type ZipOptions } from '../support/zipArchive.ts';

const NAME = 'log.eval';
const HEADER = JSON.stringify({ version: 2, status: 'success', eval: { task: 'task', model: 'org/model' } });

interface Row {
  readonly id: string;
  readonly epoch?: number;
  readonly value?: unknown;
}

function rowOf({ id, epoch = 1, value = 'C' }: Row): object {
  return { id, epoch, input: 'q', target: 't', scores: value === null ? {} : { match: { value } } };
}

function summaries(...rows: readonly Row[]): string {
  return JSON.stringify(rows.map(rowOf), null, 1);
}

const header = { name: 'header.json', content: HEADER };
const counted = 'task | org/model | match: a 1/2, b 0/1';
const content = summaries({ id: 'a' }, { id: 'b', value: 'I' }, { id: 'a', epoch: 2, value: 'I' });
/** If anything reads it, that fails. */
const poison: ZipEntry = { name: 'samples/a_epoch_1.json', content: 'never read', methodNumber: 99 };

function checkArchive(
  entries: readonly ZipEntry[],
  evals: readonly string[],
  issues: readonly string[] = [],
  options: ZipOptions = {},
): ReadResult {
  return checkRead(NAME, zipArchive(entries, options), { format: 'inspect', evals, issues });
}

/** The places of the issues, as a user is told them. */
function placesIn(archive: Uint8Array): string[] {
  const { issues, archive: text } = readLog(bytesSource(archive), { name: NAME });
  const starts = issues.flatMap(({ range }) => range?.start ?? []).sort((a, b) => a - b);
  return placesOf(bytesSource(archive), starts, text).map(
    ({ member, line, character }) => `${member ?? ''}:${line}:${character}`,
  );
}

describe('the reader of Inspect archives', () => {
  for (const method of ['stored', 'deflate', 'zstd'] as const) {
    it(`reads the header and the summaries, ${method}, and no sample`, () => {
      checkArchive([poison, { ...header, method }, { name: 'summaries.json', content, method }], [counted]);
    });
  }

  it('reads zstd of many frames', () => {
    checkArchive([header, { name: 'summaries.json', content, method: 'zstd', frameSize: 7 }], [counted]);
  });

  it('reads zip64 archives, and archives with a comment', () => {
    checkArchive([header, { name: 'summaries.json', content }], [counted], [], { zip64: true });
    checkArchive([header, { name: 'summaries.json', content }], [counted], [], { comment: 'PK\u0005\u0006 is no end' });
  });

  it('reads the journal of a log in progress, in its order, and says that it is one', () => {
    const journal = [10, 9, 1].map((number) => ({
      name: `_journal/summaries/${number}.json`,
      content: summaries({ id: 'a', epoch: 1, value: number === 10 ? 'C' : 'I' }, { id: `b${number}` }),
    }));
    const start = { name: '_journal/start.json', content: HEADER };
    const expected = ['task | org/model | match: a 1/1, b1 1/1, b9 1/1, b10 1/1'];
    const { issues } = checkArchive([start, ...journal], expected, ['truncated', 'duplicateAttempts']);
    assert.match(issues[0]?.message ?? '', /^The evaluation is in progress/);
  });

  it('reads the samples where there are no summaries', () => {
    const samples = [{ id: 'a' }, { id: 'a', epoch: 2, value: 'I' }].map((row) => ({
      name: `samples/${row.id}_epoch_${row.epoch ?? 1}.json`,
      content: JSON.stringify(rowOf(row)),
    }));
    checkArchive([header, ...samples], ['task | org/model | match: a 1/2']);
  });

  it('counts the later of several rows of one id and epoch', () => {
    const rows = summaries({ id: 'a', value: 'I' }, { id: 'a', value: null }, { id: 'a' });
    checkArchive(
      [header, { name: 'summaries.json', content: rows }],
      ['task | org/model | match: a 1/1'],
      ['duplicateAttempts'],
    );
  });

  it('counts no attempt that failed before it was scored, and says so', () => {
    const rows = summaries({ id: 'a' }, { id: 'a', epoch: 2, value: null }, { id: 'b', value: null });
    checkArchive(
      [header, { name: 'summaries.json', content: rows }],
      ['task | org/model | match: a 1/1'],
      ['unscoredAttempts'],
    );
  });

  it('says where in which member something is wrong', () => {
    const rows = content.replace('"id": "b"', '"di": "b"');
    const archive = zipArchive([header, { name: 'summaries.json', content: rows }]);
    checkRead(NAME, archive, { evals: ['task | org/model | match: a 1/2'], issues: ['missingField'] });
    const line = rows.slice(0, rows.indexOf('"di"')).split('\n').length - 2;
    assert.deepEqual(placesIn(archive), [`summaries.json:${line}:1`]);
  });

  it('keeps what precedes the place where a member is damaged', () => {
    const rows = content.replace('"id": "b"', '"id" "b"');
    const archive = zipArchive([header, { name: 'summaries.json', content: rows }]);
    checkRead(NAME, archive, { evals: ['task | org/model | match: a 1/1'], issues: ['damaged'] });
    const line = rows.slice(0, rows.indexOf('"id" ')).split('\n').length - 1;
    assert.deepEqual(placesIn(archive), [`summaries.json:${line}:7`]);
  });

  it('says that a checksum is wrong', () => {
    const { issues } = checkArchive([header, { name: 'summaries.json', content, crc: 1 }], [counted], ['damaged']);
    assert.match(issues[0]?.message ?? '', /“summaries\.json” in the archive does not have the checksum/);
  });

  it('says so of a method that is not known, and of encryption', () => {
    const none = ['task | org/model | : '];
    const unknown = checkArchive([header, { name: 'summaries.json', content, methodNumber: 14 }], none, [
      'damaged',
      'noCounts',
    ]);
    assert.match(unknown.issues[0]?.message ?? '', /packed by method 14/);
    const secret = checkArchive([header, { name: 'summaries.json', content, isEncrypted: true }], none, [
      'damaged',
      'noCounts',
    ]);
    assert.match(secret.issues[0]?.message ?? '', /is encrypted/);
  });

  it('finds the members of an archive that is cut, up to the cut', () => {
    const whole = zipArchive([header, { name: 'summaries.json', content }, { ...poison, content: 'x'.repeat(1000) }]);
    const cut = whole.subarray(0, whole.indexOf('samples/') + 20);
    const { issues } = checkRead(NAME, cut, { evals: [counted], issues: ['truncated'] });
    assert.match(issues[0]?.message ?? '', /ends without its directory \(at byte [\d,]+\)\. 2 members could be found/);
  });

  it('gives an issue and no error for an archive cut anywhere', () => {
    const whole = zipArchive([header, { name: 'summaries.json', content, method: 'zstd', frameSize: 20 }]);
    for (let length = 5; length < whole.length; length += 5) {
      const result = readLog(bytesSource(whole.subarray(0, length)), { name: NAME });
      checkSound(result);
      assert.ok(result.issues.length > 0, `no issue after ${length} bytes`);
    }
  });

  it('survives any byte being another', () => {
    const whole = zipArchive([header, { name: 'summaries.json', content }]);
    for (let at = 4; at < whole.length; at += 3) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0xff;
      checkSound(readLog(bytesSource(changed), { name: NAME }));
    }
  });

  it('leaves other archives alone', () => {
    const { issues } = checkRead('backup.zip', zipArchive([{ name: 'notes.txt', content: 'x' }]), {
      format: 'unknown',
      evals: [],
    });
    assert.match(issues[0]?.message ?? '', /^This is a zip archive, but no log of Inspect/);
  });

  it('takes names of members for names only', () => {
    const evil = ['../../etc/passwd', '/abs', '__proto__', 'C:\\x'].map((name) => ({ name, content: 'x' }));
    checkArchive([...evil, header, { name: 'summaries.json', content }], [counted]);
  });

  const tooLarge = /“summaries\.json” in the archive unpacks to more than 300 times its size/;

  it('stops at a bomb of deflate, and keeps what precedes it', () => {
    const bomb = `${content.slice(0, -1)}, {"id": "c", "input": "${' '.repeat(20_000_000)}"}]`;
    const { issues } = checkArchive([header, { name: 'summaries.json', content: bomb }], [counted], ['tooLarge']);
    assert.match(issues[0]?.message ?? '', tooLarge);
  });

  it('stops at a bomb of zstd', () => {
    const bomb: ZipEntry = { name: 'summaries.json', content: '', packed: zstdBomb(1000), method: 'zstd' };
    const { issues } = checkArchive([header, bomb], ['task | org/model | : '], ['tooLarge', 'noCounts']);
    assert.match(issues[0]?.message ?? '', tooLarge);
  });
});
