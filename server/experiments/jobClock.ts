import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeProgress } from '../jobs/jobFolder.ts';
import { writeWhole } from '../jobs/writeWhole.ts';
import { type EngineReport, jobFiles, type JobProgress } from '../protocol/job.ts';
import { checkpointBytes } from './checkpointBytes.ts';
import { type Advance, type ExperimentHost, Stopped } from './experimentHost.ts';
import { mustStop, type StopWorld } from './stopRequest.ts';

interface ClockWorld extends StopWorld {
  readonly now: () => number;
}

export interface JobClock {
  readonly starting: (activity: string) => Promise<void>;
  /** `fingerprint`: of the checkpoints. */
  readonly hostPart: (engine: EngineReport, fingerprint: string) => Pick<ExperimentHost, 'breathe' | 'report'>;
  /** Attempts are made, and what they show is worked out. */
  readonly analyzing: () => Promise<void>;
  readonly done: (engine: EngineReport) => Promise<void>;
}

const BETWEEN_LOOKS_MS = 100;
const BETWEEN_REPORTS_MS = 250;
/** A kill loses no more work than this … */
const MOST_BETWEEN_CHECKPOINTS_MS = 5000;
/** … and less where saving is cheap: it may take this share of a job's time. */
const SHARE_OF_SAVING = 0.02;

/** When a job looks whether it is to stop, says how far it is, and saves where it stands. */
export function createJobClock(world: ClockWorld): JobClock {
  const { folder, now } = world;
  let lookedAt = 0;
  let reportedAt = 0;
  let savedAt = now();
  let untilNextSave = BETWEEN_REPORTS_MS;
  let last: JobProgress | undefined;
  /** Where counting for rates began: at the start, and wherever what is counted changes. */
  let pace:
    | {
        readonly unit: string;
        readonly activity: string;
        readonly at: number;
        readonly count: number;
        readonly done: number;
      }
    | undefined;

  const write = async (progress: Omit<JobProgress, 'updatedAt'>): Promise<void> => {
    last = { ...progress, updatedAt: new Date(now()).toISOString() };
    await writeProgress(folder, last);
  };
  const breathe = async (): Promise<void> => {
    if (now() - lookedAt < BETWEEN_LOOKS_MS) return;
    lookedAt = now();
    // Signals and messages arrive between turns of the event loop.
    await setImmediate();
    if (mustStop(world)) throw new Stopped();
  };

  return {
    starting: (activity) => write({ phase: 'starting', activity, fraction: 0, losses: [] }),
    hostPart: (engine, fingerprint) => ({
      breathe,
      report: async (advance, checkpoint) => {
        const time = now();
        if (pace?.activity !== advance.activity || pace.unit !== advance.counted?.unit)
          pace = {
            unit: advance.counted?.unit ?? '',
            activity: advance.activity,
            at: time,
            count: advance.counted?.count ?? 0,
            done: advance.done,
          };
        if (time - reportedAt >= BETWEEN_REPORTS_MS) {
          reportedAt = time;
          await write({ ...progressOf(advance, pace, time), engine });
        }
        if (time - savedAt >= untilNextSave) {
          const bytes = checkpointBytes(await checkpoint(), { engine: engine.used, fingerprint });
          await writeWhole(join(folder, jobFiles.checkpoint), bytes);
          savedAt = now();
          untilNextSave = Math.min(
            MOST_BETWEEN_CHECKPOINTS_MS,
            Math.max(BETWEEN_REPORTS_MS, (savedAt - time) / SHARE_OF_SAVING),
          );
        }
        await breathe();
      },
    }),
    analyzing: async () => {
      if (last === undefined) return;
      const { rate: _, secondsLeft: __, ...reached } = last;
      await write({ ...reached, phase: 'analyzing', activity: `${reached.activity}: correlating the trials` });
    },
    done: async (engine) => {
      if (last) await write({ ...last, phase: 'analyzing', activity: 'done', fraction: 1, secondsLeft: 0, engine });
    },
  };
}

function progressOf(
  { done, total, counted, ...rest }: Advance,
  pace: { readonly at: number; readonly count: number; readonly done: number },
  time: number,
): Omit<JobProgress, 'updatedAt'> {
  const seconds = (time - pace.at) / 1000;
  const isMeasured = seconds > 0.5 && done > pace.done;
  return {
    ...rest,
    fraction: Math.min(1, done / total),
    ...(isMeasured && counted && { rate: { value: (counted.count - pace.count) / seconds, unit: counted.unit } }),
    ...(isMeasured && { secondsLeft: ((total - done) * seconds) / (done - pace.done) }),
  };
}
