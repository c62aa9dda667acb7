import assert from 'node:assert/strict';
import * as z from 'zod';
import { seededRandom } from '../../server/core/seededRandom.ts';
import { filesReport } from '../support/analyzeReport.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { attemptLine } from '../support/smallLogs.ts';

const range = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/** The JSON of `passk independence`, as docs/cli.md promises it. */
const independenceReport = z.strictObject({
  schemaVersion: z.literal(1),
  files: filesReport,
  evals: z.array(
    z.strictObject({
      task: z.string(),
      model: z.string(),
      scorer: z.string(),
      sources: z.array(z.string()),
      level: z.number(),
      independence: z.looseObject({ kind: z.enum(['tested', 'notTested']), message: z.string() }),
      spectrum: z
        .strictObject({
          numProblems: z.int(),
          numTrials: z.int(),
          eigenvalues: z.array(z.number()),
          independent: z.array(range),
          topShare: z.number(),
          decay: z
            .strictObject({ fromRank: z.int(), toRank: z.int(), kappa: z.number(), independentKappa: range })
            .optional(),
          message: z.string(),
        })
        .optional(),
      matrix: z.array(z.array(z.number())).optional(),
    }),
  ),
});

describe('passk independence', () => {
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();

  it('gives the matrix of Eq. 15, whose trace its eigenvalues add up to', async () => {
    const path = writeLog((rate, random) => Array.from({ length: 30 }, () => random() < rate));
    const evaluation = await independenceOf([path, '--matrix']);
    const { spectrum, matrix = [] } = evaluation;
    assert.ok(spectrum);
    assert.deepEqual([spectrum.numProblems, spectrum.numTrials, matrix.length], [40, 30, 30]);
    const trace = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
    const total = spectrum.eigenvalues.reduce((sum, value) => sum + value, 0);
    assert.ok(Math.abs(total - trace) < 1e-9 * trace, `${total}, ${trace}`);
    for (const [i, row] of matrix.entries()) for (const [j, value] of row.entries()) assert.equal(value, matrix[j]![i]);
  });

  it('finds attempts that copy the one before, and none in independent ones', async () => {
    const independent = await independenceOf([
      writeLog((rate, random) => Array.from({ length: 64 }, () => random() < rate)),
    ]);
    assert.doesNotMatch(independent.independence.message, /not independent/);
    const sticky = writeLog((rate, random) => {
      let last = random() < rate;
      return Array.from({ length: 64 }, () => (last = random() < 0.8 ? last : random() < rate));
    });
    assert.match((await independenceOf([sticky])).independence.message, /Attempts are not independent/);
  });

  it('prints the same eigenvalues in every format', async () => {
    const path = writeLog((rate, random) => Array.from({ length: 30 }, () => random() < rate));
    const { spectrum } = await independenceOf([path]);
    const csv = await runPassk(['independence', path, '--format', 'csv']);
    const [header, ...rows] = csv.stdout.trimEnd().split('\n');
    assert.equal(header, 'task,model,scorer,rank,eigenvalue,independent,independent_least,independent_greatest');
    assert.deepEqual(
      rows.map((row) => Number(row.split(',')[4])),
      spectrum?.eigenvalues,
    );
    const { stdout } = await runPassk(['independence', path]);
    assert.match(stdout, /Eigenvalues of Eq\. 15 over the first 30 attempts at 40 problems/);
    assert.match(stdout, /^ +1 +\d/m);
    assert.match(stdout, /18 more eigenvalues: --format csv lists them\./);
    assert.doesNotMatch(stdout, /NaN|undefined/);
  });

  it('says of counts that their order is not known, and exits with 1 where nothing can be read', async () => {
    const counts = scratch.write('counts.csv', 'problem,num_samples,num_correct\na,10,3\nb,10,8\n');
    const { spectrum, independence } = await independenceOf([counts]);
    assert.equal(spectrum, undefined);
    assert.match(independence.message, /counts and not the order/);
    assert.equal((await runPassk(['independence', scratch.write('package.json', '{}')])).status, 1);
  });

  function writeLog(attempts: (rate: number, random: () => number) => readonly boolean[]): string {
    const random = seededRandom(3);
    const lines = Array.from({ length: 40 }, (_, i) =>
      attempts(0.1 + 0.8 * random(), random).map((passed) => attemptLine(`t/${i}`, passed)),
    );
    return scratch.write('a_results.jsonl', lines.flat().join(''));
  }

  async function independenceOf(args: readonly string[]): Promise<z.infer<typeof independenceReport>['evals'][number]> {
    const { stdout, stderr, status } = await runPassk(['independence', ...args, '--format', 'json']);
    assert.equal(status, 0, stderr);
    const [evaluation] = independenceReport.parse(JSON.parse(stdout)).evals;
    return evaluation ?? assert.fail('no evaluation');
  }
});
