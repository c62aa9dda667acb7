import { existsSync, readFileSync } from 'node:fs';
import { compressCounts } from '../../server/core/compressCounts.ts';
import type { CountCells, EvalCounts } from '../../server/core/counts.ts';
import type { CurvePoint } from '../../server/core/observedPassAtK.ts';

const FOLDER = '../shared/data/counts';

/** Rows of a table of published counts, without its header; undefined where the data are not beside the checkout. */
function readRows(name: string): string[][] | undefined {
  const path = `${FOLDER}/${name}`;
  if (!existsSync(path)) return undefined;
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => line.split(','));
}

/** Counts of a Pythia model on 128 MATH problems with 10,000 attempts each (Brown et al. 2024). */
export function pythiaMath(model: string): CountCells | undefined {
  const rows = readRows('llmonkeys_pythia_math_ordered_counts.csv');
  if (rows === undefined) return undefined;
  return compressCounts(
    rows.filter((row) => row[0] === model).map((row) => ({ numSamples: Number(row[3]), numCorrect: Number(row[4]) })),
  );
}

/** The same counts, problem by problem. */
export function pythiaMathEval(model: string): EvalCounts | undefined {
  const problems = readRows('llmonkeys_pythia_math_ordered_counts.csv')
    ?.filter((row) => row[0] === model)
    .map((row) => ({ problemId: row[2] ?? '', numSamples: Number(row[3]), numCorrect: Number(row[4]) }));
  return problems && { task: 'MATH', model, scorer: '', problems, recorded: [] };
}

/** Mean pass@k as published for the same counts. */
export function pythiaMathPassAtK(model: string): CurvePoint[] | undefined {
  return readRows('llmonkeys_pythia_math_pass_at_k.csv')
    ?.filter((row) => row[0] === model)
    .map((row) => ({ k: Number(row[2]), value: Number(row[3]) }));
}

/** Coverage curve of Brown et al. 2024 as digitized by a third party. */
export function digitizedCurve(name: string): CurvePoint[] | undefined {
  return readRows(`curves/brown2024_digitized_${name}.csv`)?.map((row) => ({
    k: Number(row[0]),
    value: Number(row[1]),
  }));
}
