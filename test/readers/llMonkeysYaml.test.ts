import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../server/readers/byteSource.ts';
import { readLog } from '../../server/readers/readLog.ts';
import { sniff } from '../../server/sniff/sniff.ts';
import { checkRead, checkSound } from '../support/checkRead.ts';

const NAME = '/runs/MATH_Tiny/7.yaml';
const problem = (samples: string): string => `gt_answer: x\nis_corrects:\n- true\n- false\nsamples:\n${samples}`;
const EVALS = ['MATH_Tiny |  | is_corrects: 7 1/2'];

describe('A problem of Large Language Monkeys as YAML', () => {
  it('is called after its file, and its task after its folder', () => {
    checkRead(NAME, problem("- 'a'\n"), { format: 'llmonkeys', evals: EVALS, issues: [] });
    checkRead('7.yaml', problem("- 'a'\n"), { evals: ['7 |  | is_corrects: 7 1/2'] });
    checkRead(NAME, `${problem('- a\n')}name: p1\n`, { evals: ['MATH_Tiny |  | is_corrects: p1 1/2'] });
    checkRead(NAME, `${problem('- a\n')}orig_dset_idx: 3\norig_dset_split: test\n`, {
      evals: ['MATH_Tiny |  | is_corrects: test/3 1/2'],
    });
  });

  it('is read with its verdicts on one line, or on several', () => {
    for (const list of [
      '[true, false]',
      '[true,\n  false]',
      '\n  - true\n  - false',
      ' # two\n-  true\n\n# no\n-\tfalse',
    ]) {
      checkRead(NAME, `is_corrects: ${list}\nsamples: []\n`, { evals: EVALS });
    }
  });

  it('takes nothing that stands in a completion for a key or a verdict', () => {
    for (const sample of [
      '- |\n  is_corrects:\n  - true\n  - true\n',
      "- 'is_corrects:\n\n  - true'\n",
      '- "a\\\n  \\ is_corrects: [true]"\n- is_corrects\n- - true\n',
      '- !!python/object/apply:os.system ["true"]\n- &a [*a, *a]\n- <script>alert(1)</script>\n',
    ]) {
      checkRead(NAME, problem(sample), { evals: EVALS, issues: [] });
    }
  });

  it('names line and column of a verdict that is none, and counts the others', () => {
    checkRead(NAME, 'is_corrects:\n- true\n- perhaps\n- false\n- ~\n', {
      evals: EVALS,
      issues: ['wrongType at perhaps', 'unscoredAttempts at ~'],
    });
    checkRead(NAME, 'is_corrects: *id001\nsamples: []\n', {
      evals: ['MATH_Tiny |  | is_corrects: '],
      issues: ['unscoredAttempts at is_corrects', 'noCounts'],
    });
  });

  it('that is cut says so where its verdicts may be, and keeps them where only its samples are', () => {
    checkRead(NAME, 'is_corrects:\n- true\n- fal', {
      evals: ['MATH_Tiny |  | is_corrects: 7 1/1'],
      issues: ['truncated', 'wrongType at fal'],
    });
    checkRead(NAME, problem("- 'a long com"), { evals: EVALS, issues: [] });
  });

  it('is passed through the window, however long its completions are', () => {
    const sample = `- "${'x'.repeat(3_000_000)}"\n`;
    const sizes: number[] = [];
    const { read } = bytesSource(new TextEncoder().encode(problem(sample.repeat(4))));
    const source = {
      size: undefined,
      read: (target: Uint8Array) => {
        sizes.push(target.length);
        return read(target);
      },
    };
    assert.equal(readLog(source, { name: NAME }).evals[0]?.problems[0]?.numSamples, 2);
    assert.ok(Math.max(...sizes) <= 1 << 18, `a window of ${Math.max(...sizes)} bytes`);
  });

  it('never fails, whatever stands in it', () => {
    const pieces = fc.constantFrom(
      'is_corrects:',
      '\n',
      '- ',
      'true',
      '[',
      ']',
      ',',
      "'",
      '"',
      '#',
      ' ',
      '~',
      '\t',
      'name: ',
      'é',
      '\\',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (text) => {
        checkSound(readLog(bytesSource(new TextEncoder().encode(`is_corrects:${text.join('')}`)), { name: NAME }));
      }),
      { numRuns: 300 },
    );
  });

  it('comes to an end of much that is malformed', () => {
    for (const unit of ['\n', ' # ', "'", '"', '- ', '[', 'name: x\n', "- '\n"]) {
      checkSound(
        readLog(bytesSource(new TextEncoder().encode(`is_corrects: ${unit.repeat(200_000)}`)), { name: NAME }),
      );
    }
  });

  it('is told from other YAML by its outermost keys', () => {
    assert.equal(sniff('0.yaml', problem('- a\n')), 'llmonkeys');
    assert.equal(sniff('noEnding', problem('- a\n')), 'llmonkeys');
    for (const other of [
      'services:\n  web:\n    image: nginx\n',
      'name: CI\non: [push]\njobs:\n  test:\n    steps:\n      - run: echo is_corrects:\n',
      'prompt: |\n  is_corrects:\n  - true\nsamples: []\n',
      '- is_corrects\n- is_corrects: [true]\n',
      '# is_corrects: [true]\na: 1\n',
      'openapi: 3.0.0\ninfo:\n  title: x\n',
    ]) {
      assert.equal(sniff('0.yaml', other), undefined, other);
    }
  });
});
