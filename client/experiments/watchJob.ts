import { l10n, ProgressLocation, window, type LogOutputChannel } from 'vscode';
import { describeProgress } from '../../server/jobs/describeProgress.ts';
import { type FoundJob, isOver } from '../../server/jobs/jobFolder.ts';
import type { JobList } from './jobList.ts';

export interface JobWatch {
  readonly list: JobList;
  readonly log: LogOutputChannel;
  readonly cancel: (folder: string) => Promise<void>;
}

/** Between two lines of the log on one activity. */
const BETWEEN_LINES_MS = 10_000;

/** Shows how far a job is, with a way to cancel it, until it is over. */
export function watchJob(folder: string, { list, log, cancel }: JobWatch): Thenable<FoundJob | undefined> {
  let last = { activity: '', at: 0 };
  const note = (activity: string, text: string): void => {
    const now = Date.now();
    if (activity === last.activity && now - last.at < BETWEEN_LINES_MS) return;
    last = { activity, at: now };
    log.info(`${titleOf(folder, list)}: ${text}`);
  };
  return window.withProgress(
    { location: ProgressLocation.Notification, title: titleOf(folder, list), cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => void cancel(folder));
      log.info(`${titleOf(folder, list)}: in ${folder}`);
      let shown = 0;
      return new Promise<FoundJob | undefined>((resolve) => {
        const look = (): void => {
          const job = list.find(folder);
          if (job?.progress) {
            const percent = Math.floor(100 * job.progress.fraction);
            const message = job.state.kind === 'queued' ? l10n.t('waits for its turn') : describeProgress(job.progress);
            progress.report({ message, increment: percent - shown });
            shown = percent;
            note(job.progress.activity, message);
          }
          if (job && !isOver(job.state)) return;
          listener.dispose();
          const text = job ? ending(job) : 'gone';
          note(text, text);
          resolve(job);
        };
        const listener = list.onDidChange(look);
        look();
      });
    },
  );
}

function titleOf(folder: string, list: JobList): string {
  return list.find(folder)?.record.title ?? folder;
}

function ending({ state, progress }: FoundJob): string {
  const engine = progress?.engine;
  const by = engine ? ` (${[engine.used, ...engine.fallbacks].join('; ')})` : '';
  return `${state.kind}${'message' in state ? `: ${state.message}` : ''}${by}`;
}
