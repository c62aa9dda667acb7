import type { ExperimentModel, ExperimentSpec } from '../protocol/experiment.ts';
import { ExperimentError } from './experimentError.ts';
import { completeSpec } from './experimentSchema.ts';
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
  const parsed = completeSpec.safeParse({ ...presets[preset][model], ...given });
  if (parsed.success) return withoutAbsent(parsed.data);
  const { issues } = parsed.error;
  throw new ExperimentError(
    issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; '),
  );
}

/** The settings of an experiment file, and its model. */
export function parseExperimentFile(text: string): {
  readonly model: ExperimentModel;
  readonly settings: Readonly<Record<string, unknown>>;
} {
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new ExperimentError(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new ExperimentError('An experiment is a JSON object.');
  const { model } = settings as { readonly model?: unknown };
  if (model !== 'vae' && model !== 'memory') throw new ExperimentError('model: "vae" or "memory".');
  return { model, settings: { ...settings } };
}

/** An absent setting, not one that is undefined: the two are the same in JSON. */
function withoutAbsent(spec: ReturnType<typeof completeSpec.parse>): ExperimentSpec {
  return JSON.parse(JSON.stringify(spec)) as ExperimentSpec;
}
