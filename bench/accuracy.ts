/**
 * How well pass@k up to 10,000 is predicted from 10 to 1,000 attempts a problem: published runs with at least 10,000 attempts, thinned, and
 * worlds whose truth is known, beside what the literature predicts by. Run: npm run bench:accuracy, for more repetitions with `-- --full`.
 */
import { ESTIMATORS, forecasts, type Estimator } from './accuracy/estimators.ts';
import { accuracyGroups } from './accuracy/groups.ts';
import { scoreOf, type Score } from './accuracy/scores.ts';

const LAST_K = 10_000;
const SAMPLE_SIZES = [10, 30, 100, 300, 1000];

const isFull = process.argv.includes('--full');
const groups = accuracyGroups(isFull ? { published: 10, worlds: 15 } : { published: 1, worlds: 3 });
const rows = groups.flatMap((group) =>
  SAMPLE_SIZES.flatMap((n) => {
    const ks = [...new Set([Math.min(10 * n, LAST_K), LAST_K])];
    const said = group.trialsAt(n).flatMap((trial) => forecasts(trial, ks, group.priors));
    if (said.length === 0) return [];
    return ks.map((k) => ({ name: group.name, n, k, score: scoreOf(said.filter((forecast) => forecast.k === k)) }));
  }),
);

const COLUMN = 14;
printTable('mean absolute error of pass@k', (score) => score.absoluteError);
printTable('mean |log(predicted/true)|', (score) => score.logError);
printTable('bias: mean of predicted − true', (score) => score.bias, 'signed');
printIntervals();
printWorst();

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
    const scores = [interval, band].map(
      ({ coverage, width, winkler }) => `${coverage.toFixed(2)}/${width.toFixed(2)}/${winkler.toFixed(2)}`,
    );
    const columns = [String(numTrials), worstRun.toFixed(3), ...scores];
    console.log(label(row) + columns.map((column) => column.padStart(COLUMN + 2)).join(''));
  }
}

function printWorst(): void {
  console.log(`\nmean absolute error of pass@${LAST_K} in the worst group of each\n${heading(ESTIMATORS)}`);
  for (const n of SAMPLE_SIZES) {
    const those = rows.filter((row) => row.n === n && row.k === LAST_K);
    const worst = ESTIMATORS.map((name) => Math.max(...those.map(({ score }) => score.absoluteError[name])));
    console.log(
      label({ name: 'worst group', n, k: LAST_K }) + worst.map((error) => error.toFixed(3).padStart(COLUMN)).join(''),
    );
  }
}

function heading(columns: readonly string[]): string {
  return label({ name: 'group', n: 'n', k: 'k' }) + columns.map((column) => column.padStart(COLUMN)).join('');
}

function label({ name, n, k }: { readonly name: string; readonly n: unknown; readonly k: unknown }): string {
  return `${name.padEnd(26)}${String(n).padStart(6)}${String(k).padStart(7)}`;
}
