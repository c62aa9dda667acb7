import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { filesReport } from '../support/analyzeReport.ts';
import { root } from '../support/projectFiles.ts';
import { needsBuiltPassk, runPassk } from '../support/runPassk.ts';
import { useScratchFolder } from '../support/scratchFolder.ts';
import { skipBecause } from '../support/skipBecause.ts';

const proportion = z.number().min(0).max(1);
const index = z.int().nonnegative();
const openPair = z.tuple([z.number().nullable(), z.number().nullable()]);
const difference = z.number().min(-1).max(1);
const estimate = { value: proportion, low: proportion, high: proportion };
const basis = z.enum(['observed', 'predicted']);

/** The JSON of `passk compare`, as docs/cli.md promises it. */
const compareReport = z.strictObject({
  schemaVersion: z.literal(1),
  files: filesReport,
  level: proportion,
  seed: index,
  comparisons: z.array(
    z.strictObject({
      task: z.string(),
      scorer: z.string(),
      unit: z.enum(['usd', 'flops', 'attempts']),
      evals: z.array(
        z.strictObject({
          name: z.string(),
          model: z.string(),
          sources: z.array(z.string()),
          numProblems: index,
          observedUpTo: index,
          perAttempt: z.number().nonnegative(),
          perPrompt: z.number().nonnegative(),
          assumptions: z.array(z.string()).min(1),
          warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
        }),
      ),
      targets: z.array(
        z.strictObject({
          coverage: proportion,
          answers: z.array(
            z.union([
              z.strictObject({
                eval: index,
                reachable: z.literal(true),
                k: z.int().positive(),
                kInterval: openPair,
                cost: z.number(),
                costInterval: openPair,
                basis,
              }),
              z.strictObject({
                eval: index,
                reachable: z.literal(false),
                why: z.enum(['aboveCeiling', 'beyondHorizon', 'notIdentified']),
                bandReaches: z.boolean(),
                lookedUpTo: z.int().positive().optional(),
                kInterval: openPair.optional(),
              }),
            ]),
          ),
        }),
      ),
      paretoFront: z.array(
        z.strictObject({ eval: index, k: z.int().positive(), cost: z.number(), ...estimate, basis }),
      ),
      differences: z.array(
        z.strictObject({
          first: z.literal(0),
          second: z.int().positive(),
          numMatched: index,
          numOnlyFirst: index,
          numOnlySecond: index,
          notCompared: z.enum(['tooFewProblems', 'stoppedAtSuccess']).optional(),
          points: z.array(
            z.strictObject({
              k: z.int().positive(),
              ...{ value: difference, low: difference, high: difference, bandLow: difference, bandHigh: difference },
            }),
          ),
        }),
      ),
    }),
  ),
});

describe('passk compare', () => {
  before(function () {
    needsBuiltPassk(this);
  });
  const scratch = useScratchFolder();
  const small = [0, 0, 0, 1, 1, 2, 3, 4, 6, 8];
  const large = [0, 1, 1, 2, 2, 5, 6, 8, 9, 10];

  function writeLogs(): string {
    return scratch.write('logs.csv', countsOf({ small, large }));
  }

  it('finds the cheapest model and k, the front and the paired differences', async () => {
    const { comparisons } = await compareOf([
      writeLogs(),
      '--target',
      '.4,.7,.999',
      '--params',
      'small=1B',
      '--params',
      'large=7B',
    ]);
    const [{ unit, evals, targets, paretoFront, differences } = assert.fail()] = comparisons;
    assert.equal(unit, 'flops');
    assert.deepEqual(
      evals.map(({ name, perAttempt }) => [name, perAttempt]),
      [
        ['small', 2e9],
        ['large', 14e9],
      ],
    );
    const [cheap] = targets;
    assert.equal(cheap?.answers[0]?.eval, 0);
    assert.equal(cheap.answers[0].reachable && cheap.answers[0].basis, 'observed');
    assert.ok(paretoFront.some((point) => point.eval === 1));
    const [{ numMatched, points } = assert.fail()] = differences;
    assert.equal(numMatched, 10);
    assert.ok(Math.abs(points[0]!.value - 19 / 100) < 1e-12);
  });

  it('says the same to people, as markdown and as CSV', async () => {
    const path = writeLogs();
    const text = await runPassk(['compare', path, '--target', '0.5']);
    assert.equal(text.status, 0);
    assert.equal(text.stderr, '');
    assert.match(text.stdout, /^t · 2 evaluations$/m);
    assert.match(text.stdout, /^ +50% +large +2 \[\d+, \d+\] +2 attempts +observed$/m);
    assert.match(text.stdout, /^ +large +1 +\+19\.0 pp +\[[+−]\d+\.\d, \+\d+\.\d\] /m);
    assert.match(text.stdout, /10 problems matched by name\./);
    assert.match(text.stdout, /k is\s+compared and not cost/);
    assert.doesNotMatch(text.stdout, /NaN|Infinity|undefined|null|\u001b/);
    const markdown = await runPassk(['compare', path, '--target', '0.5', '--format', 'markdown']);
    assert.match(markdown.stdout, /^\| 50% \| large \| 2 \[/m);
    const csv = await runPassk(['compare', path, '--target', '0.5,.9999', '--format', 'csv']);
    const [header = '', ...rows] = csv.stdout.trimEnd().split('\n');
    assert.equal(rows.length, 4);
    for (const row of rows) assert.equal(row.split(',').length, header.split(',').length, row);
    assert.match(rows[0] ?? '', /^t,,0\.5,1,large,.*,yes,2,/);
  });

  it('warns where models were asked different problems, and of attempts that stop at the first success', async () => {
    const csv = (model: string, ids: readonly number[], row: (i: number) => readonly [number, number]): string =>
      ids.map((i) => `${model},t,p${i},${row(i).join(',')}\n`).join('');
    const ids = Array.from({ length: 20 }, (_, i) => i);
    const path = scratch.write(
      'mixed.csv',
      'model,task,problem,num_samples,num_correct\n' +
        csv('base', ids, (i) => [10, i % 7]) +
        csv('*else*', [...ids.slice(10), ...ids.slice(0, 10).map((i) => 100 + i)], (i) => [10, i % 9]) +
        csv('stopped', ids, (i) => (i < 12 ? [1 + i, 1] : [30, 0])),
    );
    const text = await runPassk(['compare', path, '--format', 'markdown']);
    assert.match(text.stdout, /^- ⚠ \\\*else\\\* and base share 10 problems of 20 and 20: /m);
    assert.match(text.stdout, /^- ⚠ stopped: Attempts stop at the first success/m);
    assert.match(text.stdout, /stopped: 20 problems matched by name: not compared, as attempts that stop/);
    const { comparisons } = await compareOf([path]);
    const [{ evals, differences } = assert.fail()] = comparisons;
    assert.deepEqual(
      evals.map(({ observedUpTo }) => observedUpTo),
      [10, 10, 0],
    );
    assert.ok(evals[2]?.warnings.some(({ code }) => code === 'stoppedAtSuccess'));
    assert.deepEqual(
      differences.map(({ notCompared }) => notCompared),
      [undefined, 'stoppedAtSuccess'],
    );
  });

  it('prices each model by its name, and tells files apart that name no model', async () => {
    const prices = scratch.write(
      'prices.json',
      JSON.stringify({ input: 0, output: 1, models: { large: { input: 0, output: 100 } } }),
    );
    const withTokens = scratch.write('tokens.csv', countsOf({ small, large }, 50));
    const { comparisons } = await compareOf([withTokens, '--prices', prices]);
    assert.equal(comparisons[0]?.unit, 'usd');
    assert.ok(Math.abs(comparisons[0].evals[1]!.perAttempt / comparisons[0].evals[0]!.perAttempt - 100) < 1e-9);

    const row = (c: number, i: number): string => `p${i},10,${c}\n`;
    const a = scratch.write('a.csv', `problem,num_samples,num_correct\n${small.map(row).join('')}`);
    const b = scratch.write('b.csv', `problem,num_samples,num_correct\n${large.map(row).join('')}`);
    const unnamed = await compareOf([a, b]);
    const names = unnamed.comparisons.flatMap(({ evals }) => evals.map(({ name }) => name));
    assert.deepEqual(names, ['a.csv', 'b.csv']);
  });

  it('gives the same for the same seed', async () => {
    const many = (correct: readonly number[]): number[] => Array.from({ length: 20 }, () => correct).flat();
    const path = scratch.write('many.csv', countsOf({ small: many(small), large: many(large) }));
    const outputs = await Promise.all(
      [1, 1, 2].map(async (seed) => (await compareOf([path, '--seed', String(seed)])).comparisons),
    );
    assert.deepEqual(outputs[0], outputs[1]);
    assert.notDeepEqual(outputs[0], outputs[2]);
  });

  it('compares nothing of different tasks, and ends with status 1', async () => {
    const other = scratch.write('other.csv', countsOf({ small }).replaceAll(',t,', ',u,'));
    const { status, stderr } = await runPassk(['compare', scratch.write('one.csv', countsOf({ large })), other]);
    assert.equal(status, 1);
    assert.match(stderr, /t · large: nothing to compare it with/);
    assert.match(stderr, /no two evaluations are of the same task and scorer/);
  });

  it('says when a size is of no model that was read, and refuses a bad one', async () => {
    const unknown = await runPassk(['compare', writeLogs(), '--params', 'smal=1B']);
    assert.match(unknown.stderr, /no evaluation is of a model named “smal”/);
    const bad = await runPassk(['compare', 'x', '--params', 'small=']);
    assert.equal(bad.status, 2);
    assert.match(bad.stderr, /Give the number of parameters/);
  });

  it('finds what is known of seven models on MATH', async function () {
    const path = join(root, '..', 'shared', 'data', 'counts', 'llmonkeys_pythia_math_ordered_counts.csv');
    if (!existsSync(path)) skipBecause(this, 'published counts (../shared/data/counts) are not here');
    const sizes = ['70M', '160M', '410M', '1B', '2.8B', '6.9B', '12B'];
    const params = sizes.flatMap((size) => ['--params', `Pythia ${size}=${size}`]);
    const { comparisons } = await compareOf([path, '--target', '.2,.4,.6,.7,.8', ...params]);
    const [{ targets, evals, differences } = assert.fail()] = comparisons;
    assert.deepEqual(
      targets.map(({ answers }) => evals[answers[0]!.eval]?.name),
      ['Pythia 160M', 'Pythia 160M', 'Pythia 2.8B', 'Pythia 2.8B', 'Pythia 2.8B'],
    );
    assert.ok(differences.every(({ numMatched }) => numMatched === 128));
  });
});

/** A counts file of one task: ten attempts a problem, the models one after the other. */
function countsOf(models: Readonly<Record<string, readonly number[]>>, tokens?: number): string {
  const columns = `problem,num_samples,num_correct,task,model${tokens === undefined ? '' : ',completion_tokens'}`;
  const rows = Object.entries(models).flatMap(([model, correct]) =>
    correct.map((c, i) => `p${i},10,${c},t,${model}${tokens === undefined ? '' : `,${tokens}`}`),
  );
  return [columns, ...rows, ''].join('\n');
}

async function compareOf(args: readonly string[]): Promise<z.infer<typeof compareReport>> {
  const { stdout } = await runPassk(['compare', ...args, '--format', 'json']);
  return compareReport.parse(JSON.parse(stdout));
}
