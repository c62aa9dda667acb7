import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { compressCounts } from '../core/compressCounts.ts';
import type { EvalCounts } from '../core/counts.ts';
import { observedCurve } from '../core/observedPassAtK.ts';
import type { NamedCurve } from '../figures/fittedCurve.ts';
import { parseCurve } from '../figures/parseCurve.ts';
import { stemOf } from '../readers/names.ts';
import { findLogs } from './findLogs.ts';
import { readLogFile, type OpenSource } from './readLogFile.ts';

/** A curve, with the attempts that it was observed in where it is of a log. */
export interface ReadCurve extends NamedCurve {
  readonly counts?: EvalCounts;
}

export interface CurvesRead {
  readonly curves: readonly ReadCurve[];
  /** What could not be read, a sentence each. */
  readonly problems: readonly string[];
}

/** A curve for each CSV of (k, pass@k), and for each evaluation of a log its observed pass@k. */
export async function readCurves(paths: readonly string[], openSource: OpenSource): Promise<CurvesRead> {
  const { files, missing } = await findLogs(paths);
  const problems = missing.map(({ path, message }) => `${path}: ${message}`);
  const curves: ReadCurve[] = [];
  for (const { path, isNamed } of files) {
    const parsed = path.endsWith('.csv') ? parseCurve(await readFile(path, 'utf8')) : undefined;
    if (parsed?.kind === 'curve') {
      curves.push({ name: stemOf(basename(path)), points: parsed.points });
      continue;
    }
    if (parsed?.kind === 'badLine') {
      problems.push(`${path}:${String(parsed.line)}: ${parsed.message}; the file is left out.`);
      continue;
    }
    const log = readLogFile({ path, diskPath: path, isNamed }, openSource);
    if (log?.evals.length === 0)
      problems.push(`${path}: neither a curve (a CSV with the columns k and pass@k) nor an evaluation log.`);
    for (const counts of log?.evals ?? []) {
      const points = observedCurve(compressCounts(counts.problems));
      curves.push({ name: [counts.task, counts.model].filter((name) => name !== '').join(' '), points, counts });
    }
  }
  return { curves: withShortNames(curves), problems };
}

/** What all names begin with, up to an underscore or a blank, tells nothing. */
function withShortNames(curves: readonly ReadCurve[]): readonly ReadCurve[] {
  const [first, ...others] = curves.map(({ name }) => name);
  if (first === undefined || others.length === 0) return curves;
  let length = 0;
  while (length < first.length && others.every((name) => name[length] === first[length])) length += 1;
  const start = Math.max(first.lastIndexOf('_', length - 1), first.lastIndexOf(' ', length - 1)) + 1;
  return curves.map((curve) => ({ ...curve, name: curve.name.slice(start) || curve.name }));
}
