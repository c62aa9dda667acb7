/**
 * How well pass@k up to 10,000 is predicted from 10 to 1,000 attempts a problem: published runs with at least 10,000 attempts, thinned, and
 * worlds whose truth is known, beside what the literature predicts by. Run: npm run bench:accuracy, for more repetitions with `-- --full`, with bootstrap intervals of the others
 * with `-- --intervals`, with a figure of the errors with `-- --figure=FILE.svg`.
 */
import { writeFileSync } from 'node:fs';
import { accuracyFigure, type ScoredRow } from './accuracy/accuracyFigure.ts';
import { ESTIMATORS, forecasts, OTHERS, type Estimator } from './accuracy/estimators.ts';
import { accuracyGroups } from './accuracy/groups.ts';
import { scoreOf, type IntervalScore, type Score } from './accuracy/scores.ts';

const LAST_K = 10_000;
const FIGURE = '--figure=';
const SAMPLE_SIZES = [10, 30, 100, 300, 1000];

const isFull = process.argv.includes('--full');
/** Fits of each of the others a trial: half an hour in all. */
const numResamples = process.argv.includes('--intervals') ? 40 : 0;
const groups = accuracyGroups(isFull ? { published: 10, worlds: 15 } : { published: 1, worlds: 3 });
const rows = groups.flatMap((group) =>
  SAMPLE_SIZES.flatMap((n) => {
    const ks = [...new Set([Math.min(10 * n, LAST_K), LAST_K])];
    const said = group.trialsAt(n).flatMap((trial) => forecasts(trial, ks, { priors: group.priors, numResamples }));
    if (said.length === 0) return [];
    return ks.map((k) => ({ name: group.name, n, k, score: scoreOf(said.filter((forecast) => forecast.k === k)) }));
  }),
);

const COLUMN = 14;
printTable('mean absolute error of pass@k', (score) => score.absoluteError);
printTable('mean |log(predicted/true)|', (score) => score.logError);
printTable('bias: mean of predicted − true', (score) => score.bias, 'signed');
printIntervals();
if (numResamples > 0) printOthers();
printWorst();
await drawErrors();

function printTable(title: string, of: (score: Score) => Readonly<Record<Estimator, number>>, sign?: 'signed'): void {
  console.log(`\n${title}\n${heading(ESTIMATORS)}`);
  for (const row of rows) {
    const values = of(row.score);
    const columns = ESTIMATORS.map((name) => `${sign && values[name] >= 0 ? '+' : ''}${values[name].toFixed(3)}`);
    console.log(label(row) + columns.map((column) => column.padStart(COLUMN)).join(''));
  }
}

/** Ours: 90% intervals for the very problems, and the band without a family. */
function printIntervals(): void {
  console.log(
    '\nours: the run or world that it errs most on; 90% interval and assumption-free band, coverage/width/Winkler score',
  );
  console.log(heading(['trials', 'worst error', '90% interval', 'band']));
  for (const row of rows) {
    const { numTrials, worstRun, interval, band } = row.score;
    const columns = [String(numTrials), worstRun.toFixed(3), ...[interval, band].map(describeInterval)];
    console.log(label(row) + columns.map((column) => column.padStart(COLUMN + 2)).join(''));
  }
}

/** The others, each resampled as often. */
function printOthers(): void {
  console.log(
    `\n90% intervals, coverage/width/Winkler score: ours, and the others by ${numResamples} resamples of the problems`,
  );
  console.log(heading(ESTIMATORS.map((name) => `  ${name}`)));
  for (const row of rows) {
    const { interval, others } = row.score;
    const scores = [interval, ...OTHERS.flatMap((name) => others?.[name] ?? [])].map(describeInterval);
    console.log(label(row) + scores.map((column) => column.padStart(COLUMN + 2)).join(''));
  }
}

function describeInterval({ coverage, width, winkler }: IntervalScore): string {
  return `${coverage.toFixed(2)}/${width.toFixed(2)}/${winkler.toFixed(2)}`;
}

function printWorst(): void {
  console.log(`\nmean absolute error of pass@${LAST_K} in the worst group of each\n${heading(ESTIMATORS)}`);
  for (const { n, score } of worstGroups()) {
    const errors = ESTIMATORS.map((name) => score.absoluteError[name].toFixed(3).padStart(COLUMN));
    console.log(label({ name: 'worst group', n, k: LAST_K }) + errors.join(''));
  }
}

/** Of each estimator the group that it errs most on, at each n. */
function worstGroups(): readonly ScoredRow[] {
  return SAMPLE_SIZES.map((n) => {
    const those = rows.filter((row) => row.n === n && row.k === LAST_K);
    const errors = ESTIMATORS.map((name) => [name, Math.max(...those.map(({ score }) => score.absoluteError[name]))]);
    return {
      name: 'the worst group of each',
      n,
      score: { absoluteError: Object.fromEntries(errors) as Record<Estimator, number> },
    };
  });
}

async function drawErrors(): Promise<void> {
  const path = process.argv.find((argument) => argument.startsWith(FIGURE))?.slice(FIGURE.length);
  if (path) writeFileSync(path, await accuracyFigure([...rows.filter(({ k }) => k === LAST_K), ...worstGroups()]));
}

function heading(columns: readonly string[]): string {
  return label({ name: 'group', n: 'n', k: 'k' }) + columns.map((column) => column.padStart(COLUMN)).join('');
}

function label({ name, n, k }: { readonly name: string; readonly n: unknown; readonly k: unknown }): string {
  return `${name.padEnd(26)}${String(n).padStart(6)}${String(k).padStart(7)}`;
}
