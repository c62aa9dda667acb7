import type * as z from 'zod';
import type { ExperimentModel, ExperimentSpec } from '../protocol/experiment.ts';
import type { SlurmOptions } from '../protocol/job.ts';
import { ExperimentError } from './experimentError.ts';
import { completeSpec, slurmSection } from './experimentSchema.ts';
import { type PresetName, presets } from './presets.ts';

/**
 * An experiment with every setting: those given, checked, and for the others the preset's.
 * Throws an `ExperimentError` that names the first settings that cannot be.
 */
export function completeExperiment(
  model: ExperimentModel,
  settings: Readonly<Record<string, unknown>>,
  preset: PresetName = 'paper',
): ExperimentSpec {
  const { $schema: _, ...given } = settings;
  return withoutAbsent(checked(completeSpec, { ...presets[preset][model], ...given })) as ExperimentSpec;
}

export interface ExperimentFile {
  readonly model: ExperimentModel;
  readonly settings: Readonly<Record<string, unknown>>;
  /** How it is run, where Slurm runs it. */
  readonly slurm: SlurmOptions;
}

/** The model of an experiment file, and its settings as they stand; throws an `ExperimentError` for what is none. */
export function parseExperimentFile(text: string): ExperimentFile {
  let settings: unknown;
  try {
    // Some editors begin a file with a byte order mark.
    settings = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ExperimentError(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new ExperimentError('An experiment is a JSON object.');
  const { slurm = {}, ...rest } = settings as { readonly model?: unknown; readonly slurm?: unknown };
  const { model } = rest;
  if (model !== 'vae' && model !== 'memory') throw new ExperimentError('model: "vae" or "memory".');
  return { model, settings: rest, slurm: withoutAbsent(checked(slurmSection, slurm, ['slurm'])) as SlurmOptions };
}

/** Throws an `ExperimentError` that names what is wrong and where: `place` leads there. */
function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: readonly string[] = [],
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.map(({ path, message }) => {
    const where = [...place, ...path].join('.');
    return where === '' ? message : `${where}: ${message}`;
  });
  throw new ExperimentError(said.join('; '));
}

/** With absent settings, not such as are undefined: the two are the same in JSON. */
function withoutAbsent(settings: unknown): unknown {
  return JSON.parse(JSON.stringify(settings));
}
