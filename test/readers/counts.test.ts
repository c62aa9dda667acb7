import assert from 'node:assert/strict';
import { checkRead } from '../support/checkRead.ts';

describe('the reader of counts and attempts', () => {
  it('reads the documented CSV, whatever the order of its columns', () => {
    checkRead('run.csv', 'num_correct,problem,num_samples\n3,a,10\n0,b,5\n', {
      format: 'counts',
      evals: ['run |  | : a 3/10, b 0/5'],
      issues: [],
    });
  });

  it('keeps evaluations apart that share a file', () => {
    const csv =
      'model,benchmark,problem_idx,num_samples,num_correct\nm1,b1,7,10,1\nm2,b1,7,10,2\nm1,b2,7,10,3\nm1,b1,8,10,4\n';
    checkRead('run.csv', csv, {
      evals: ['b1 | m1 | : 7 1/10, 8 4/10', 'b1 | m2 | : 7 2/10', 'b2 | m1 | : 7 3/10'],
      issues: [],
    });
  });

  it('reads one row an attempt, in any spelling of a verdict', () => {
    const csv = 'problem,correct\na,1\na,0\na,true\na,False\nb,TRUE\nb,1.0\nb,0.5\n';
    checkRead('run.csv', csv, { evals: ['run |  | : a 2/4, b 2/3'], issues: [] });
  });

  it('reads semicolons, tabs, quotes, doubled quotes, line ends in quotes and Windows line ends', () => {
    const expected = { evals: ['run |  | : a,"x"\ny 1/2, b 2/2'], issues: [] };
    for (const separator of [',', ';', '\t']) {
      const csv = `"problem",N,c\n"a,""x""\ny",2,1\nb,"2",2`.replaceAll(/,(?!"")/g, separator);
      checkRead('run.csv', csv.replace(`a${separator}""x`, 'a,""x'), expected);
      checkRead('run.csv', csv.replace(`a${separator}""x`, 'a,""x').replaceAll(/\n(?!y)/g, '\r\n'), expected);
    }
  });

  it('reads rows of JSONL, of a JSON array, and of an object with what they share', () => {
    const rows = [
      { task: 't', model: 'm', problem: 'a', num_samples: 4, num_correct: 1 },
      { task: 't', model: 'm', problem: 'b', num_samples: 4, num_correct: 4 },
    ];
    const expected = { format: 'counts', evals: ['t | m | : a 1/4, b 4/4'], issues: [] };
    checkRead('run.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''), expected);
    checkRead('run.json', JSON.stringify(rows, null, 2), expected);
    const bare = rows.map(({ problem, num_samples, num_correct }) => ({ problem, n: num_samples, c: num_correct }));
    checkRead('run.json', JSON.stringify({ task: 't', model: 'm', problems: bare }), expected);
    const attempts = [
      { task_id: 'a', passed: true },
      { task_id: 'a', passed: false },
    ];
    checkRead('run.jsonl', attempts.map((row) => `${JSON.stringify(row)}\n`).join(''), { evals: ['run |  | : a 1/2'] });
    checkRead('run.json', JSON.stringify({ attempts }), { evals: ['run |  | : a 1/2'] });
  });

  it('keeps all digits of an id', () => {
    const json =
      '[{"problem": 12345678901234567890, "n": 1, "c": 1}, {"problem": 12345678901234567891, "n": 1, "c": 0}]';
    checkRead('run.json', json, { evals: ['run |  | : 12345678901234567890 1/1, 12345678901234567891 0/1'] });
  });

  it('sums tokens and costs over the attempts of a problem', () => {
    const csv =
      'problem,correct,prompt_tokens,cached_prompt_tokens,completion_tokens,reasoning_tokens,cost_usd\n' +
      'a,1,10,8,100,90,0.5\na,0,10,0,200,190,\n';
    const { evals } = checkRead('run.csv', csv, { issues: [] });
    assert.deepEqual(evals[0]?.problems[0]?.tokens, {
      promptTokens: 20,
      cachedPromptTokens: 8,
      completionTokens: 300,
      reasoningTokens: 280,
    });
  });

  for (const [n, c] of [
    ['x', '1'],
    ['10', '11'],
    ['10', '-1'],
    ['2.5', '1'],
    ['10', ''],
    ['1e999', '1'],
    ['NaN', '1'],
  ] as const) {
    it(`leaves out a row with n = ${n} and c = ${c || 'nothing'}, and reads the others`, () => {
      checkRead('run.csv', `problem,n,c\nbad,${n},${c}\ngood,2,1\n`, {
        evals: ['run |  | : good 1/2'],
        issues: ['wrongType at bad,'],
      });
    });
  }

  it('says what it cannot count: rows without a problem, without a verdict, or with another one', () => {
    const csv = 'problem,correct\na,1\n,1\na,\na,perhaps\na,NaN\n';
    checkRead('run.csv', csv, {
      evals: ['run |  | : a 1/1'],
      issues: ['missingField at ,1', 'wrongType at a,perhaps', 'nonFiniteNumber at a,NaN', 'unscoredAttempts at a,'],
    });
  });

  it('adds up rows of the same problem, and says so', () => {
    checkRead('run.csv', 'problem,n,c\na,2,1\na,3,3\n', { evals: ['run |  | : a 4/5'], issues: ['duplicateAttempts'] });
  });

  it('leaves out a row of another width, and takes a short last one for a cut', () => {
    checkRead('run.csv', 'problem,n,c\na,2,1\nb,2\nc,1,1,1\nd,2', {
      evals: ['run |  | : a 1/2'],
      issues: ['badLine at b,2', 'badLine at c,1,1,1', 'truncated at d,2'],
    });
  });

  it('says where a quoted field is not closed, and keeps the rows before', () => {
    checkRead('run.csv', 'problem,n,c\na,2,1\n"b,2,1\nc,2,1\n', {
      evals: ['run |  | : a 1/2'],
      issues: ['truncated at "b'],
    });
  });

  it('reads the header of a file without rows as nothing to count', () => {
    checkRead('run.csv', 'problem,n,c\n', { evals: [], issues: ['noCounts'] });
  });
});
