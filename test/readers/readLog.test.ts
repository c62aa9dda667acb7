import assert from 'node:assert/strict';
import { bytesSource, textSource } from '../../server/readers/byteSource.ts';
import { ReadCancelled, readLog } from '../../server/readers/readLog.ts';
import type { ByteSource } from '../../server/readers/readResult.ts';
import { checkRead, checkSound } from '../support/checkRead.ts';
import { humanEvalLog } from '../support/smallLogs.ts';

const NAME = 'm_results.jsonl';
const log = humanEvalLog(['+-', '++']);
const evals = ['HumanEval |  | passed: HumanEval/0 1/2, HumanEval/1 2/2'];

/** UTF-16 code units as bytes. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

/** One byte at a time, as slowly as a source may be. */
function drippingSource(bytes: Uint8Array): ByteSource {
  let pos = 0;
  return {
    size: undefined,
    read: (target) => {
      if (pos === bytes.length) return 0;
      target[0] = bytes[pos++]!;
      return 1;
    },
  };
}

describe('reading a log', () => {
  it('begins behind a byte-order mark, which it mentions', () => {
    const issues = ['encoding', 'duplicateAttempts'];
    const { evals: read } = checkRead(NAME, `\ufeff${log}`, { evals, issues });
    assert.equal(read[0]?.range?.start, 3);
  });

  for (const littleEndian of [true, false]) {
    for (const mark of ['\ufeff', '']) {
      it(`reads UTF-16, ${littleEndian ? 'little' : 'big'}-endian, ${mark === '' ? 'without' : 'with'} a byte-order mark`, () => {
        checkRead(NAME, utf16(`${mark}${log}`, littleEndian), { evals, issues: ['encoding', 'duplicateAttempts'] });
      });
    }
  }

  it('reads a source that yields a byte at a time', () => {
    const long = log.repeat(500);
    const result = readLog(drippingSource(new TextEncoder().encode(long)), { name: NAME });
    assert.deepEqual(result, readLog(textSource(long), { name: NAME }));
    assert.equal(result.evals[0]?.problems[0]?.numSamples, 1000);
  });

  for (const [what, bytes] of Object.entries({
    'a damaged gzip file': [0x1f, 0x8b, 9, 9, 9],
    'a zstd file': [0x28, 0xb5, 0x2f, 0xfd],
    'a binary file': [1, 2, 3, 0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  })) {
    it(`says that ${what} is not text`, () => {
      const { issues } = checkRead('log.json', Uint8Array.from(bytes), {
        format: 'unknown',
        evals: [],
        issues: ['notText'],
      });
      assert.ok(issues[0]?.message.includes(what), issues[0]?.message);
    });
  }

  for (const [what, text] of Object.entries({ nothing: '', 'white space': ' \n\t ', 'a byte-order mark': '\ufeff' })) {
    it(`says that a file of ${what} is empty`, () => {
      const { issues } = checkRead(NAME, text, { format: 'unknown', evals: [] });
      assert.equal(issues.at(-1)?.code, 'empty');
    });
  }

  it('says that a file of another kind is no log that it knows', () => {
    checkRead('package.json', '{"name": "x", "version": "1.0.0"}', {
      format: 'unknown',
      evals: [],
      issues: ['noCounts'],
    });
  });

  it('stops by ReadCancelled, and by nothing else', () => {
    assert.throws(() => readLog(textSource(log), { name: NAME, isCancelled: () => true }), ReadCancelled);
    let asked = 0;
    const isCancelled = (): boolean => ++asked > 8;
    assert.throws(
      () => readLog(bytesSource(new TextEncoder().encode(log.repeat(50_000))), { name: NAME, isCancelled }),
      ReadCancelled,
    );
  });
});

describe('a hostile log', () => {
  const inspectHead = '{"version":2,"eval":{"task":"t","model":"m"},';
  const sample = '{"id":"a","epoch":1,"scores":{"s":{"value":"C"}}}';

  function checkHostile(name: string, text: string, expected: Parameters<typeof checkRead>[2]): void {
    checkRead(name, text, expected);
  }

  it('may nest a million brackets', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const bomb = open.repeat(1e6) + '1' + close.repeat(1e6);
      checkHostile('log.json', `${inspectHead}"samples":[${sample}],"x":${bomb}}`, {
        evals: ['t | m | s: a 1/1'],
        issues: [],
      });
      checkHostile(NAME, `${log}{"task_id":"HumanEval/2","x":${bomb},"passed":true}\n`, {
        evals: [`${evals[0] ?? ''}, HumanEval/2 1/1`],
        issues: ['duplicateAttempts'],
      });
    }
    checkSound(readLog(textSource('['.repeat(1e6)), { name: 'log.json' }));
  });

  it('may hold strings of millions of characters, as ids too', () => {
    const long = 'x'.repeat(3e6);
    const line = JSON.stringify({ task_id: long, completion: `${long}"\\`, passed: true });
    const { evals: read } = checkRead(NAME, `${log}${line}\n`, { issues: ['duplicateAttempts'] });
    assert.equal(read[0]?.problems[2]?.problemId.length, 3e6);
  });

  it('may hold a string of nothing but backslashes', () => {
    for (const count of [999_999, 1_000_000]) {
      const line = `{"task_id":"b","completion":"${'\\'.repeat(count)}","passed":true}\n`;
      checkHostile(NAME, log + line, {
        issues: count % 2 === 0 ? ['duplicateAttempts'] : ['badLine', 'duplicateAttempts'],
      });
    }
  });

  it('may spell its keys with escapes', () => {
    checkHostile(NAME, '{"task\\u005fid":"b","p\\u0061ssed":true,"completion":"c"}\n'.padStart(0) + log, {
      evals: ['m |  | passed: b 1/1, HumanEval/0 1/2, HumanEval/1 2/2'],
    });
  });

  it('may hold numbers that no double holds', () => {
    checkHostile('run.csv', 'problem,n,c\na,1e999,1\nb,2,1\n', {
      evals: ['run |  | : b 1/2'],
      issues: ['wrongType at a,1e999'],
    });
    checkHostile('log.json', `${inspectHead}"samples":[${sample.replace('"C"', '1e999')}]}`, {
      evals: ['t | m | s: '],
      issues: ['nonFiniteNumber at "a"', 'unscoredAttempts at "a"', 'noCounts'],
    });
  });

  it('may use __proto__ for every name', () => {
    const samples =
      '[{"id":"__proto__","scores":{"__proto__":{"value":{"__proto__":1}}},"model_usage":{"__proto__":{"input_tokens":1}}}]';
    checkHostile('log.json', `{"version":2,"eval":{"task":"__proto__","model":"__proto__"},"samples":${samples}}`, {
      evals: ['__proto__ | __proto__ | __proto__/__proto__: __proto__ 1/1'],
      issues: [],
    });
    assert.equal(Object.hasOwn(Object.prototype, 'input_tokens'), false);
  });

  it('may have the wrong type in every place', () => {
    const wrong = ['null', '7', '"text"', 'true', '[]', '{}', '[[1]]', '{"a":{}}', 'NaN'];
    for (const value of wrong) {
      checkSound(
        readLog(
          textSource(`{"version":2,"eval":{"task":"t","model":${value}},"results":${value},"samples":${value}}`),
          { name: 'log.json' },
        ),
      );
      checkSound(
        readLog(
          textSource(
            `{"eval":{"task":${value},"run_id":${value}},"samples":[${value},{"id":${value},"epoch":${value},"scores":${value},"model_usage":${value}}]}`,
          ),
          { name: 'log.json' },
        ),
      );
      checkSound(
        readLog(
          textSource(
            `{"eval":{"a":[{"base_status":${value},"solution":${value}}],"b":${value}},"pass_at_k":{"base":${value}}}`,
          ),
          { name: 'log.json' },
        ),
      );
      checkSound(
        readLog(
          textSource(`{"eval":{"a":{"nfiles":${value},"base":${value},"plus":[${value}]}},"pass_at_k":${value}}`),
          { name: 'log.json' },
        ),
      );
      checkSound(readLog(textSource(`{"task_id":${value},"completion":${value},"passed":${value}}\n`), { name: NAME }));
      checkSound(
        readLog(
          textSource(
            `{"doc_id":${value},"resps":${value},"filtered_resps":${value},"metrics":${value},"acc":${value},"pass@1":${value}}\n`,
          ),
          { name: 'samples_x.jsonl' },
        ),
      );
      checkSound(
        readLog(textSource(`{"results":{"t":{"acc,none":${value}},"u":${value}},"config":${value},"versions":1}`), {
          name: 'results.json',
        }),
      );
      checkSound(
        readLog(textSource(`{"problem":${value},"n":${value},"c":${value},"task":${value},"cost_usd":${value}}\n`), {
          name: 'x.jsonl',
        }),
      );
    }
  });

  it('may be 100 MB: a window of it is in memory, never the whole', () => {
    const piece = new TextEncoder().encode(
      humanEvalLog(['+'.repeat(50) + '-'.repeat(50)]).replaceAll('return 1', 'return 1'.repeat(250)),
    );
    const times = Math.ceil(1e8 / piece.length);
    let pass = 0;
    let source = bytesSource(piece);
    let mostAllocated = 0;
    const read = (target: Uint8Array): number => {
      const count = source.read(target);
      if (count > 0 || ++pass === times) return count;
      mostAllocated = Math.max(mostAllocated, process.memoryUsage().arrayBuffers);
      source = bytesSource(piece);
      return source.read(target);
    };
    const before = process.memoryUsage().arrayBuffers;
    const result = readLog({ size: undefined, read }, { name: NAME });
    assert.deepEqual(
      result.evals[0]?.problems.map(({ numSamples }) => numSamples),
      [100 * times],
    );
    assert.ok(mostAllocated - before < 16e6, `${mostAllocated - before} bytes of buffers`);
  });
});
