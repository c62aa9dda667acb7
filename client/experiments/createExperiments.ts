import { Disposable, window, type ExtensionContext } from 'vscode';
import type { AnalysisServer } from '../analysisServer.ts';
import { createExperimentLenses } from './experimentLenses.ts';
import { registerJobCommands } from './jobCommands.ts';
import { createJobList } from './jobList.ts';
import { createJobPanels } from './jobPanels.ts';
import { createJobTree } from './jobTree.ts';

/** Everything of the editor that runs and shows experiments. */
export function createExperiments(context: ExtensionContext, server: AnalysisServer): Disposable {
  const log = window.createOutputChannel('pass@k Lens Experiments', { log: true });
  const list = createJobList();
  const panels = createJobPanels(list, { extensionUri: context.extensionUri, server, log });
  return Disposable.from(
    panels,
    registerJobCommands({ passk: context.asAbsolutePath('dist/passk.js'), list, panels, log }),
    createExperimentLenses(),
    createJobTree(list),
    list,
    log,
  );
}
