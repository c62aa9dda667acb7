import { l10n, ProgressLocation, window, workspace, type Uri } from 'vscode';
import type { AnalysisServer } from './analysisServer.ts';
import type { Panels } from './panels.ts';

export interface PlanContext {
  readonly panels: Panels;
  readonly server: Pick<AnalysisServer, 'requestPlan'>;
}

/** Asks how certain which prediction should be, and has the panel show how many more attempts that takes. */
export async function planAttempts({ panels, server }: PlanContext, uri: Uri | undefined): Promise<void> {
  if (!uri) {
    void window.showInformationMessage(l10n.t('Open an evaluation log first.'));
    return;
  }
  const predicted = workspace.getConfiguration('passkLens').get<readonly number[]>('predictAt', [1000]);
  const k = await askNumber({
    prompt: l10n.t('k of the prediction that is to be more certain, e.g. 1000'),
    value: String(predicted[0] ?? 1000),
    accepts: (value) => Number.isInteger(value) && value >= 1 && value <= 1e12,
    complaint: l10n.t('A whole number from 1 to 1e12'),
  });
  if (k === undefined) return;
  const points = await askNumber({
    prompt: l10n.t('Half width that its interval is to have, in percentage points, e.g. 5'),
    value: '5',
    accepts: (value) => value > 0 && value < 50,
    complaint: l10n.t('A number above 0 and below 50'),
  });
  if (points === undefined) return;
  panels.show(uri);
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Planning more attempts'),
    cancellable: true,
  };
  await window.withProgress(options, async (_, token) => {
    try {
      const result = await server.requestPlan({ uri: uri.toString(), k, within: points / 100 }, token);
      if (result !== null) void window.showWarningMessage(result.problem);
    } catch (error) {
      // Shown by VS Code, as of any command.
      if (!token.isCancellationRequested) throw error;
    }
  });
}

interface NumberQuestion {
  readonly prompt: string;
  readonly value: string;
  readonly accepts: (value: number) => boolean;
  readonly complaint: string;
}

async function askNumber({ prompt, value, accepts, complaint }: NumberQuestion): Promise<number | undefined> {
  const parse = (text: string): number => (text.trim() === '' ? NaN : Number(text.replaceAll(',', '')));
  const answer = await window.showInputBox({
    ...{ prompt, value, ignoreFocusOut: true },
    validateInput: (text) => (accepts(parse(text)) ? undefined : complaint),
  });
  return answer === undefined ? undefined : parse(answer);
}
