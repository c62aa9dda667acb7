import { commands, l10n, window } from 'vscode';
import type { FoundJob } from '../../server/jobs/jobFolder.ts';
import { stateText } from './jobTree.ts';

/** What can be done about a job that has ended. */
export interface Conclusion {
  /** Of one that is done. */
  readonly open: (folder: string) => Promise<void>;
  /** Fetches the images that it lacks, and goes on. */
  readonly download: (job: FoundJob) => Promise<void>;
  /** Runs the same on images that need no file; undefined where it is not known what was asked. */
  readonly drawImages: (() => Promise<void>) | undefined;
}

/** Says how a job ended, and does about it what the user chooses. */
export async function concludeJob(job: FoundJob | undefined, conclusion: Conclusion): Promise<void> {
  if (!job || job.state.kind === 'cancelled') return;
  const { state, record, folder } = job;
  const choices =
    state.kind === 'done'
      ? { [l10n.t('Open Result')]: () => conclusion.open(folder) }
      : // More buttons than these are cut; the view of the experiments has the others.
        (aboutImages(job, conclusion) ?? aboutFailure(job));
  await offer(
    (items) =>
      state.kind === 'done'
        ? window.showInformationMessage(l10n.t('{0} is done.', record.title), ...items)
        : window.showErrorMessage(`${record.title}: ${'message' in state ? state.message : stateText(job)}`, ...items),
    choices,
  );
}

/** What the buttons of a message do, by their titles. */
export type Choices = Partial<Record<string, () => unknown>>;

/** Shows a message with buttons, and does what was chosen. */
export async function offer(
  show: (titles: readonly string[]) => Thenable<string | undefined>,
  choices: Choices,
): Promise<void> {
  const chosen = await show(Object.keys(choices));
  await choices[chosen ?? '']?.();
}

/** Nothing is fetched before the user says so here. */
function aboutImages(job: FoundJob, { download, drawImages }: Conclusion): Choices | undefined {
  const missing = job.state.kind === 'failed' ? job.state.missingImages : undefined;
  if (missing === undefined) return undefined;
  const { bytes } = missing;
  return {
    ...(bytes !== undefined && {
      [l10n.t('Download ({0} MB)', Math.round(bytes / 1e6))]: () => download(job),
    }),
    ...(drawImages && { [l10n.t('Use Drawn Images')]: drawImages }),
  };
}

function aboutFailure(job: FoundJob): Choices {
  return {
    [l10n.t('Resume')]: () => commands.executeCommand('passkLens.resumeExperiment', job),
    [l10n.t('Show Log')]: () => commands.executeCommand('passkLens.showExperimentLog'),
  };
}
