import type { FoundJob } from '../jobs/jobFolder.ts';
import type { JobProgress, JobState } from '../protocol/job.ts';

/** How far a sweep is: how many of its elements wait, run and are done; the loss is that of the first that runs. */
export function sweepProgress(elements: readonly FoundJob[], note: string, now: number): JobProgress {
  const fractions = elements.map(({ state, progress }) => (state.kind === 'done' ? 1 : (progress?.fraction ?? 0)));
  const shown = elements.find(({ state, progress }) => state.kind === 'running' && progress) ?? elements.at(-1);
  const engine = elements.find(({ progress }) => progress?.engine)?.progress?.engine;
  return {
    phase: 'starting',
    activity: [note, statesText(elements)].filter((part) => part !== '').join(': '),
    fraction: fractions.reduce((sum, fraction) => sum + fraction, 0) / Math.max(1, elements.length),
    ...(engine && { engine }),
    losses: shown?.progress?.losses ?? [],
    updatedAt: new Date(now).toISOString(),
  };
}

/** `2 running, 1 queued` */
function statesText(elements: readonly FoundJob[]): string {
  const kinds: readonly JobState['kind'][] = ['running', 'queued', 'done', 'interrupted', 'failed', 'cancelled'];
  return kinds
    .map((kind) => ({ kind, count: elements.filter(({ state }) => state.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
    .join(', ');
}
