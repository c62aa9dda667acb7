import type { JobProgress, JobRecord, JobState } from '../protocol/job.ts';

const STATES: Readonly<Record<JobState['kind'], true>> = {
  ...{ queued: true, running: true, done: true, cancelled: true, interrupted: true, failed: true },
};

/** Whether what a file holds is a record of a job that this version knows: files in a workspace may be anybody's. */
export function isJobRecord(value: unknown): value is JobRecord {
  if (!isObject(value) || value['schemaVersion'] !== 1) return false;
  const { title, spec, state, createdAt, host, processId, slurm, limits } = value;
  return (
    [title, createdAt, host].every((text) => typeof text === 'string') &&
    Number.isInteger(processId) &&
    isObject(spec) &&
    (spec['model'] === 'vae' || spec['model'] === 'memory') &&
    [spec['epochs'], spec['images'], spec['attempts']].every(Number.isInteger) &&
    isState(state) &&
    [slurm, limits].every((options) => options === undefined || isObject(options))
  );
}

function isState(value: unknown): value is JobState {
  if (!isObject(value) || typeof value['kind'] !== 'string' || !Object.hasOwn(STATES, value['kind'])) return false;
  const mustSay = value['kind'] === 'interrupted' || value['kind'] === 'failed';
  return !mustSay || typeof value['message'] === 'string';
}

/** Whether what a file holds says how far a job is. */
export function isJobProgress(value: unknown): value is JobProgress {
  if (!isObject(value)) return false;
  const { phase, activity, fraction, losses, updatedAt, engine, rate, epoch, epochs, loss, secondsLeft } = value;
  return (
    [phase, activity, updatedAt].every((text) => typeof text === 'string') &&
    isNumber(fraction) &&
    Array.isArray(losses) &&
    losses.every((point: unknown) => isObject(point) && isNumber(point['epoch']) && isNumber(point['loss'])) &&
    [epoch, epochs, loss, secondsLeft].every((number) => number === undefined || isNumber(number)) &&
    (rate === undefined || (isObject(rate) && isNumber(rate['value']) && typeof rate['unit'] === 'string')) &&
    (engine === undefined || isEngine(engine))
  );
}

function isEngine(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['used'] === 'string' &&
    isNumber(value['threads']) &&
    Array.isArray(value['fallbacks']) &&
    value['fallbacks'].every((text) => typeof text === 'string')
  );
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
