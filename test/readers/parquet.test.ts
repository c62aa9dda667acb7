import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openFileSource } from '../../server/host/fileSource.ts';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { ReadCancelled, readLog } from '../../server/readers/readLog.ts';
import type { ReadResult } from '../../server/readers/readResult.ts';
import { checkThrift } from '../../server/readers/parquet/checkThrift.ts';
import { sniffFile } from '../../server/sniff/sniffFile.ts';
import { countTable } from '../../server/tables/countTable.ts';
import { checkSound } from '../support/checkRead.ts';
import { describeEval } from '../support/fixtureLogs.ts';
import { projectFiles, root } from '../support/projectFiles.ts';
import { useDuckdb } from '../support/useDuckdb.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const fixtures = projectFiles('test/fixtures').filter((path) => path.endsWith('.parquet'));
const attempts = 'test/fixtures/counts/parquet/attempts.parquet';
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(join(root, path)));
const read = (bytes: Uint8Array, name = attempts): ReadResult => readLog(bytesSource(bytes), { name });

describe('A Parquet file', () => {
  it('is told by the columns in its index, and another one is left alone', async () => {
    const sniffed = async (bytes: Uint8Array, name: string): Promise<string | undefined> =>
      sniffFile({
        name,
        size: bytes.length,
        read: (position, length) =>
          Promise.resolve(Buffer.from(bytes.subarray(position, position + length)).toString('latin1')),
      });
    for (const path of fixtures) {
      const bytes = bytesOf(path);
      assert.equal(await sniffed(bytes, basename(path)), path.split('/')[2], path);
      assert.equal(await sniffed(bytes.subarray(0, -1), basename(path)), undefined, 'without its end');
    }
    assert.equal(await sniffed(withColumn('problem_id', 'promptly_x'), 'other.parquet'), undefined);
  });

  it('names the row of what is wrong with it', () => {
    const messages = read(bytesOf(attempts)).issues.map(({ message }) => message);
    assert.ok(messages.includes('Row 4: This row names no problem: left out.'), messages.join('\n'));
    assert.ok(
      messages.some((message) => message.startsWith('Row 6: 1 row without a verdict')),
      messages.join('\n'),
    );
  });

  it('that has other columns is no log, which is said', () => {
    const { format, evals, issues } = read(withColumn('problem_id', 'promptly_x'));
    assert.deepEqual([format, evals.length, issues[0]?.code], ['unknown', 0, 'noCounts']);
  });

  it('that is cut, or still being written, says so', () => {
    for (const path of fixtures) {
      const bytes = bytesOf(path);
      for (let end = 4; end < bytes.length; end += 13) {
        const { evals, issues } = read(bytes.subarray(0, end), path);
        assert.deepEqual([evals.length, issues[0]?.code], [0, 'truncated'], `${path}, ${end} bytes`);
      }
    }
  });

  it('in which any byte is another one is read without a crash', () => {
    for (const path of fixtures) {
      const bytes = bytesOf(path);
      for (let i = 4; i < bytes.length; i += 3) {
        const damaged = Uint8Array.from(bytes);
        damaged[i]! ^= 0xff;
        checkSound(read(damaged, path));
      }
    }
  });

  it('that ends inside of its pages keeps what precedes, and says at which byte', () => {
    const bytes = bytesOf(attempts);
    // The last pages before the index are those of `model`: every other column of the first rows is whole.
    const { issues } = read(Uint8Array.from(bytes, (byte, i) => (i > 40 && i < 60 ? 0 : byte)));
    const stop = issues.find(({ code }) => code === 'damaged' || code === 'truncated');
    assert.match(stop?.message ?? '', /byte [\d,]+ of the file; \d+ rows? could be read/);
  });

  it('whose lists and runs claim to be longer than what holds them fills no memory', () => {
    const path = 'test/fixtures/counts/parquet-hostile/run.parquet';
    const before = process.memoryUsage().rss;
    const { issues } = read(bytesOf(path), path);
    assert.match(issues[0]?.message ?? '', /a run of values is longer than its page.*\(byte 4 of the file/);
    // Field 1, a list of 2³¹ truths, of which the parser takes none from the file.
    const footer = Uint8Array.from([0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07, 0]);
    assert.throws(() => checkThrift(footer), /longer than what holds it/);
    const file = Buffer.concat([
      Buffer.from('PAR1'),
      footer,
      Buffer.from([footer.length, 0, 0, 0]),
      Buffer.from('PAR1'),
    ]);
    assert.deepEqual(
      read(file).issues.map(({ code }) => code),
      ['damaged'],
    );
    assert.ok(process.memoryUsage().rss - before < 100e6);
  });

  it('is read no further once nobody wants it', () => {
    assert.throws(
      () => readLog(bytesSource(bytesOf(attempts)), { name: attempts, isCancelled: () => true }),
      ReadCancelled,
    );
  });

  it('that is gzipped as a whole, or comes through a pipe, is not read, which is said', () => {
    const { read: pull } = bytesSource(bytesOf(attempts));
    const { issues } = readLog({ size: undefined, read: pull }, { name: attempts });
    assert.match(issues[0]?.message ?? '', /Parquet file, which can only be read from a file/);
  });

  it('of lighteval names its task and its model by its path', () => {
    const path = fixtures.find((each) => each.includes('details_')) ?? '';
    assert.deepEqual(
      new Set(read(bytesOf(path), path).evals.map(({ task, model }) => `${task} | ${model}`)),
      new Set(['aime24 | org/tiny-1b']),
    );
  });
});

describe('A Parquet file that DuckDB wrote', () => {
  const scratch = useScratchFolder();
  const duckdb = useDuckdb();

  const rows = `SELECT 'p' || (i % 7) AS problem, hash(i) % 3 = 0 AS passed, repeat('x', i::INT % 50) AS completion FROM range(5000) t(i)`;

  for (const options of [
    'COMPRESSION uncompressed',
    'COMPRESSION snappy',
    'COMPRESSION gzip',
    'COMPRESSION zstd',
    'COMPRESSION zstd, PARQUET_VERSION v2',
    'COMPRESSION snappy, PARQUET_VERSION v2, ROW_GROUP_SIZE 2048',
    'ROW_GROUP_SIZE 2048, DICTIONARY_SIZE_LIMIT 1',
  ]) {
    it(`has the counts that DuckDB finds: ${options}`, async () => {
      await checkSame(rows, options);
    });
  }

  for (const [what, query] of Object.entries({
    'ids that are numbers': `SELECT i % 5 AS problem_id, i % 2 AS correct FROM range(40) t(i)`,
    'ids with white space': `SELECT ' a ' AS problem, true AS correct`,
    counts: `SELECT 'p' || i AS problem, 10::UTINYINT AS n, i AS c FROM range(5) t(i)`,
    'verdicts that are words': `SELECT 'p' AS problem, ['C', 'I', 'yes', '0'][i + 1] AS correct FROM range(4) t(i)`,
    'several evaluations': `SELECT 'p' AS problem, true AS passed, 't' AS task, 'm' || i AS model, NULL::VARCHAR AS scorer FROM range(3) t(i)`,
  })) {
    it(`has the counts that DuckDB finds: ${what}`, async () => {
      await checkSame(query, 'COMPRESSION snappy');
    });
  }

  it('is left to the reader where a column holds fractions, and is counted there', async () => {
    const path = await write(
      `SELECT 'p' AS problem, [1.0, 0.5, 'nan'::DOUBLE][i + 1] AS correct FROM range(3) t(i)`,
      '',
    );
    assert.equal(await countTable(path, readFileSync(path), duckdb()), undefined);
    const { evals, issues } = readPath(path);
    assert.deepEqual(evals.flatMap(describeEval), ['  run |  | : p 1/2']);
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['nonFiniteNumber'],
    );
  });

  it('has lists of verdicts that go on from page to page', async () => {
    const path = await write(
      `SELECT [x % 3 = 0 FOR x IN range(i * 1000)] AS is_corrects, i AS orig_dset_idx FROM range(1, 60) t(i)`,
      'COMPRESSION uncompressed',
    );
    const counts = readPath(path).evals[0]?.problems.map(({ numSamples, numCorrect }) => [numSamples, numCorrect]);
    assert.deepEqual(
      counts,
      Array.from({ length: 59 }, (_, i) => [1000 * (i + 1), Math.ceil((1000 * (i + 1)) / 3)]),
    );
  });

  it('is read in the memory of its pages, however many rows it has', async () => {
    const path = await write(`SELECT 'p' || (i % 164) AS problem, i % 5 = 0 AS correct FROM range(2000000) t(i)`, '');
    const sizes: number[] = [];
    const file = openFileSource(path);
    try {
      const source = {
        ...file,
        readAt: (target: Uint8Array, position: number) => {
          sizes.push(target.length);
          return file.readAt?.(target, position) ?? 0;
        },
      };
      const { evals } = readLog(source, { name: path });
      assert.equal(
        evals[0]?.problems.reduce((sum, { numSamples }) => sum + numSamples, 0),
        2_000_000,
      );
    } finally {
      file.close();
    }
    assert.ok(
      sizes.length > 30 && Math.max(...sizes) < 1 << 20,
      `${sizes.length} pieces, up to ${Math.max(...sizes)} bytes`,
    );
  });

  async function checkSame(query: string, options: string): Promise<void> {
    const path = await write(query, options);
    const table = await countTable(path, readFileSync(path).subarray(0, 1 << 16), duckdb());
    assert.notEqual(table, undefined, 'DuckDB was to count this');
    const sorted = (evals: ReadResult['evals']): string[] =>
      evals
        .map((counts) => ({
          ...counts,
          problems: [...counts.problems].sort((a, b) => (a.problemId < b.problemId ? -1 : 1)),
        }))
        .flatMap(describeEval)
        .sort();
    assert.deepEqual(sorted(readPath(path).evals), sorted(table?.evals ?? []));
  }

  async function write(query: string, options: string): Promise<string> {
    const path = scratch.at('run.parquet');
    await duckdb().query(`COPY (${query}) TO '${path}' (FORMAT parquet${options === '' ? '' : `, ${options}`})`);
    return path;
  }

  function readPath(path: string): ReadResult {
    const file = openFileSource(path);
    try {
      return readLog(file, { name: path });
    } finally {
      file.close();
    }
  }
});

/** The attempts with a column called otherwise, by a name of the same length. */
function withColumn(name: string, other: string): Uint8Array {
  const text = Buffer.from(bytesOf(attempts)).toString('latin1').replaceAll(name, other);
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
