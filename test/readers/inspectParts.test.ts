import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EvalCounts } from '../../server/core/counts.ts';
import { readLogFile, type LogFile } from '../../server/cli/readLogFile.ts';
import { openFileSource } from '../../server/host/fileSource.ts';
import { describeEval } from '../support/fixtureLogs.ts';
import { root } from '../support/projectFiles.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { skipBecause } from '../support/skipBecause.ts';

const folder = join(root, '..', 'shared', 'data', 'eval-logs', 'inspect-epoch');
const summaries = JSON.stringify(
  [1, 2].map((epoch) => ({
    id: 's',
    epoch,
    input: 'i',
    target: 't',
    scores: { match: { value: epoch === 1 ? 'C' : 'I' } },
    model_usage: { 'org/m': { input_tokens: 3, output_tokens: 4, total_tokens: 7 } },
  })),
);
const header = JSON.stringify({
  version: 2,
  eval: { task: 'sums', model: 'org/m', run_id: 'r', task_id: 'k' },
  results: { scores: [{ name: 'match', scorer: 'match', metrics: { accuracy: { name: 'accuracy', value: 0.5 } } }] },
});

describe('Summaries that were extracted from an archive', () => {
  const scratch = useScratchFolder();

  it('have task and model of the header beside them', () => {
    const path = scratch.write('log.summaries.json', summaries);
    assert.deepEqual(read(path).evals.flatMap(describeEval), ['  log |  | match: s 1/2']);
    scratch.write('log.header.json', header);
    scratch.write('other.header.json', header.replaceAll('sums', 'other'));
    const { evals, report } = read(path);
    assert.equal(evals.flatMap(describeEval)[0], '  sums | org/m | match: s 1/2 (promptTokens 6, completionTokens 8)');
    assert.deepEqual(report.issues, []);
  });

  it('say that the header beside them is damaged, and take what it says before', () => {
    const path = scratch.write('log.summaries.json', summaries);
    scratch.write('log.header.json', header.slice(0, header.indexOf('"results"')));
    const { evals, report } = read(path);
    assert.deepEqual(
      evals.map(({ task, model }) => [task, model]),
      [['sums', 'org/m']],
    );
    assert.deepEqual(
      report.issues.map(({ code, message }) => [code, message.includes('“log.header.json”')]),
      [['damaged', true]],
    );
  });

  it('are read with the header exactly as the archive is', function () {
    if (!existsSync(folder)) skipBecause(this, 'the real logs (../shared/data/eval-logs) are not here');
    const names = readdirSync(folder).filter((name) => name.endsWith('.summaries.json'));
    assert.ok(names.length >= 4);
    for (const name of names) {
      const archive = read(join(folder, name.replace('.summaries.json', '.deflate.eval')));
      assert.deepEqual(read(join(folder, name)).evals.map(withoutPlaces), archive.evals.map(withoutPlaces), name);
    }
  });

  function read(path: string): LogFile {
    const log = readLogFile({ path, diskPath: path, isNamed: true }, openFileSource);
    assert.ok(log !== undefined);
    return log;
  }
});

function withoutPlaces({ range: _, problems, recorded, ...rest }: EvalCounts): unknown {
  return {
    ...rest,
    problems: problems.map(({ range: _place, ...problem }) => problem),
    recorded: recorded.map(({ range: _place, ...metric }) => metric),
  };
}
