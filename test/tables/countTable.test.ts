import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { EvalCounts } from '../../server/core/counts.ts';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import { countTable } from '../../server/tables/countTable.ts';
import { useDuckdb } from '../support/useDuckdb.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';

const attempt = (id: string, passed: unknown, completion = 'x'): string =>
  `${JSON.stringify({ task_id: id, completion, result: 'r', passed })}\n`;
const attempts = Array.from({ length: 500 }, (_, i) =>
  attempt(`HumanEval/${i % 20}`, i % 3 === 0, 'y'.repeat(i % 97)),
).join('');
/** More than fits into one buffer of whoever unpacks it. */
const many = attempts.repeat(200);
const deep = `${'['.repeat(1500)}${']'.repeat(1500)}`;

describe('Counting a table by DuckDB', () => {
  const scratch = useScratchFolder();
  const duckdb = useDuckdb();

  describe('counts as the reader does', () => {
    checkSame('human-eval attempts', 'a_results.jsonl', attempts);
    checkSame('Windows line ends', 'a_results.jsonl', attempts.replaceAll('\n', '\r\n'));
    checkSame('a last line without an end', 'a_results.jsonl', attempts.trimEnd());
    checkSame('blank lines', 'a_results.jsonl', `${attempts}\n  \n\n${attempts}`);
    checkSame('escapes in ids', 'a_results.jsonl', attempts.replaceAll('HumanEval/3"', 'Human\\u0045val\\/3"'));
    checkSame(
      'a comma behind the last member',
      'a_results.jsonl',
      `{"task_id":"a/1","completion":"q","passed":true,}\n`,
    );
    checkSame('deep values', 'a_results.jsonl', `{"task_id":"z/1","completion":${deep},"passed":true}\n${attempts}`);
    checkSame('NaN where nobody looks', 'a_results.jsonl', `{"task_id":"z/1","completion":NaN,"passed":true}\n`);
    checkSame('ids like __proto__', 'a_results.jsonl', attempt('__proto__', true) + attempt('constructor', false));
    checkSame('attempts', 'a.csv', 'problem,correct\na,1\na,0\nb,true\nb,C\nb,I\n');
    checkSame('Windows line ends in CSV', 'a.csv', 'problem,correct\r\na,1\r\nb,0\r\n');
    checkSame('quotes', 'a.csv', 'problem,correct\n"a,x",1\n"a ""q""",0\n"b\nc",true\n');
    checkSame('quotes inside of a field', 'a.csv', 'problem,correct\na"b,1\na"b"c,0\n');
    checkSame('white space around', 'a.csv', 'problem,correct\n a ,1\na, 1\n"a" ,1\n');
    checkSame('what looks like a comment or nothing', 'a.csv', 'problem,correct\n#a,1\nNULL,0\nNA,1\n\\N,1\n');
    checkSame('semicolons', 'a.csv', 'problem;correct\na,b;1\nc;0\n');
    checkSame('tabs', 'a.csv', 'problem\tcorrect\na\t1\n');
    checkSame('letters beyond ASCII', 'a.csv', 'problem,correct\nä😀,1\n');
    checkSame('several evaluations', 'a.csv', 'problem,correct,task,model,scorer\na,1,t,m,s\na,0,t,m,s2\nb,1,,m,\n');
    checkSame('columns that do not count', 'a.csv', 'x,problem,y,correct\n1,a,2,1\n1,a,3,0\n');
    checkSame('counts, also of one problem twice', 'a.csv', 'problem,num_samples,num_correct\na,10,3\na,10,3\nb,5,0\n');
    checkSame('a gzip file of attempts', 'a_results.jsonl.gz', gzipSync(attempts));
    checkSame(
      'a gzip file of several members',
      'a_results.jsonl.gz',
      Buffer.concat([gzipSync(attempts), gzipSync(many)]),
    );
    checkSame('a gzip file of CSV', 'a.csv.gz', gzipSync('problem,correct\na,1\na,0\nb,true\n'));
    checkSame('many quoted line ends', 'a.csv', `problem,correct\n${'"a\nb",1\n'.repeat(20_000)}`);
  });

  describe('leaves to the reader', () => {
    checkLeft('a malformed line', 'a_results.jsonl', `${attempts}{"task_id": }\n${attempts}`);
    checkLeft('a cut last line', 'a_results.jsonl', attempts.slice(0, -20));
    checkLeft('two values in a line', 'a_results.jsonl', `${attempts}${attempts.replace('\n', '')}`);
    checkLeft('a byte-order mark', 'a_results.jsonl', `\ufeff${attempts}`);
    checkLeft('UTF-16', 'a_results.jsonl', Buffer.from(`\ufeff${attempts}`, 'utf16le'));
    checkLeft('invalid UTF-8', 'a_results.jsonl', Buffer.from(attempts.replace('"r"', '"ÿ"'), 'latin1'));
    checkLeft('ids that are numbers', 'a_results.jsonl', attempts.replaceAll('"HumanEval/3"', '1.50'));
    checkLeft('verdicts that are text', 'a_results.jsonl', attempts.replace('"passed":true', '"passed":"true"'));
    checkLeft('missing verdicts', 'a_results.jsonl', attempts + attempt('a', null));
    checkLeft('missing ids', 'a_results.jsonl', `${attempts}{"passed": true}\n`);
    checkLeft('lines that are no objects', 'a_results.jsonl', `${attempts}null\n`);
    checkLeft(
      'a key that is given twice',
      'a_results.jsonl',
      `{"task_id":"a","passed":true,"completion":1,"passed":false}\n`,
    );
    checkLeft('control characters in strings', 'a_results.jsonl', attempts.replace('"r"', '"\t"'));
    checkLeft('lone carriage returns', 'a.csv', 'problem,correct\na,1\ra,0\rb,true\r');
    checkLeft('text behind a quote', 'a.csv', 'problem,correct\n"a"b,1\nb,true\n');
    checkLeft('rows of another width', 'a.csv', 'problem,correct\na,1\nb\nb,1,2\n');
    checkLeft('a quote that is not closed', 'a.csv', 'problem,correct\na,1\n"b,1\nc,1\n');
    checkLeft('a last row that is not whole', 'a.csv', 'problem,correct\na,1\nb,');
    checkLeft('blank rows', 'a.csv', 'problem,correct\na,1\n,\n');
    checkLeft('verdicts that are none', 'a.csv', 'problem,correct\na,nan\nb,1\nc,maybe\n');
    checkLeft('impossible counts', 'a.csv', 'problem,num_samples,num_correct\na,10,11\nb,-1,0\nc,5,0\n');
    checkLeft('numbers in other spellings', 'a.csv', 'problem,num_samples,num_correct\na,1e1,3\nb,5.0,0\n');
    checkLeft('a quoted header', 'a.csv', '"problem","correct"\na,1\n');
    checkLeft('two columns for one thing', 'a.csv', 'problem,correct,passed\na,1,0\n');
    checkLeft('tokens of attempts', 'a.csv', 'problem,correct,completion_tokens\na,1,5\n');
    checkLeft('zero bytes', 'a.csv', 'problem,correct\na\0b,1\n');
    checkLeft('a gzip file that is cut', 'a_results.jsonl.gz', gzipSync(many).subarray(0, -2000));
    checkLeft('a gzip file that is damaged', 'a_results.jsonl.gz', damaged(gzipSync(many)));
    checkLeft('a document', 'a.json', '[{"problem":"a","correct":true}]');
  });

  it('counts rows of a Parquet file by the columns that count', async () => {
    const path = scratch.at('run.parquet');
    await duckdb().query(
      `COPY (SELECT 'p' || (i % 3) AS problem, i % 2 = 0 AS passed, i AS seed FROM range(60) t(i)) TO '${path}' (FORMAT parquet)`,
    );
    assert.deepEqual(await counted(path), ['run |  | : p0 10/20, p1 10/20, p2 10/20']);
  });

  it('counts one file whose name looks like a pattern', async () => {
    scratch.write('a1.csv', 'problem,correct\nother,1\n');
    const path = scratch.write('a[1]*.csv', "problem,correct\nit's,1\n");
    assert.deepEqual(await counted(path), ["a[1]* |  | : it's 1/1"]);
  });

  function checkSame(what: string, name: string, log: string | Uint8Array): void {
    it(what, async () => {
      const table = await counted(scratch.write(name, log));
      assert.notEqual(table, undefined, 'DuckDB was to count this');
      assert.deepEqual(table, readersAnswer(scratch.at(name)));
    });
  }

  function checkLeft(what: string, name: string, log: string | Uint8Array): void {
    it(what, async () => {
      assert.equal(await counted(scratch.write(name, log)), undefined);
    });
  }

  async function counted(path: string): Promise<readonly string[] | undefined> {
    const table = await countTable(path, readFileSync(path).subarray(0, 1 << 16), duckdb());
    return table && describeEvals(table.evals);
  }
});

/** With another byte in the middle. */
function damaged(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 0xff : byte));
}

function readersAnswer(path: string): readonly string[] {
  return describeEvals(readLog(bytesSource(readFileSync(path)), { name: basename(path) }).evals);
}

/** Without the order of problems, which DuckDB does not keep. */
function describeEvals(evals: readonly EvalCounts[]): readonly string[] {
  return evals
    .map(({ task, model, scorer, problems }) => {
      const counts = problems.map(
        ({ problemId, numSamples, numCorrect }) => `${problemId} ${numCorrect}/${numSamples}`,
      );
      return `${task} | ${model} | ${scorer}: ${counts.sort().join(', ')}`;
    })
    .sort();
}
