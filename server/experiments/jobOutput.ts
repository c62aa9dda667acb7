import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readResult } from '../jobs/readResult.ts';
import { writeWhole } from '../jobs/writeWhole.ts';
import type { ExperimentSpec } from '../protocol/experiment.ts';
import type { ExperimentResult } from '../protocol/experimentResult.ts';
import { type EngineReport, jobFiles } from '../protocol/job.ts';
import { ExperimentError } from './experimentError.ts';
import { experimentReport } from './experimentReport.ts';

/** What comes out of a job. */
export interface JobOutput {
  readonly result: ExperimentResult;
  /** Counts of all evaluations, as a CSV file. */
  readonly evaluation: string;
}

/** The result last: where it is, the others are. */
export async function writeOutput(folder: string, { result, evaluation }: JobOutput): Promise<void> {
  await writeWhole(join(folder, jobFiles.evaluation), evaluation);
  await writeWhole(join(folder, jobFiles.report), experimentReport(result));
  await writeWhole(join(folder, jobFiles.result), `${JSON.stringify(result)}\n`);
}

export async function readOutput(folder: string): Promise<JobOutput> {
  return {
    result: await readResult(folder),
    evaluation: await readFile(join(folder, jobFiles.evaluation), 'utf8'),
  };
}

/** The output of an experiment, of those of its seeds one by one: the same as of a job that ran them all. */
export function joinOutputs(spec: ExperimentSpec, outputs: readonly JobOutput[]): JobOutput {
  const results = outputs.map(({ result }) => result);
  const [first] = results;
  if (first === undefined) throw new ExperimentError('There is no result to put together.');
  const other = results.find(({ data }) => data.sha256 !== first.data.sha256);
  if (other !== undefined)
    throw new ExperimentError(
      `The machines have other images: ${first.data.origin} and ${other.data.origin} differ. Name one dataFolder that all see.`,
    );
  const runs = results.flatMap((result): readonly unknown[] => result.runs);
  const [header = '', ...rows] = outputs.flatMap(({ evaluation }, i) =>
    evaluation.split('\n').slice(i === 0 ? 0 : 1, -1),
  );
  return {
    // Seeds of one experiment have one model.
    result: { ...first, spec, engine: commonEngine(results), runs } as ExperimentResult,
    evaluation: [header, ...rows, ''].join('\n'),
  };
}

/** That of the first; where `auto` chose others elsewhere, it says so. */
function commonEngine(results: readonly ExperimentResult[]): EngineReport {
  const [{ engine: first }] = results as [ExperimentResult];
  const others = results.flatMap(({ engine, spec }) =>
    engine.used === first.used ? [] : [`Seed ${spec.seeds.join(', ')} ran on ${engine.used}.`],
  );
  return others.length === 0 ? first : { ...first, fallbacks: [...first.fallbacks, ...others] };
}
