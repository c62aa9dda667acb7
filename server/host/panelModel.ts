import { evalLabels, withLabel } from '../language/evalLabels.ts';
import { fittedTitle } from '../language/evalTitle.ts';
import type { PanelModel } from '../protocol/panel.ts';
import { runsBehind } from '../protocol/mergedRuns.ts';
import { quoteLogText } from '../text/quoteLogText.ts';
import { buildPanelModel } from '../view/buildPanelModel.ts';
import type { Analyses } from './analyses.ts';
import type { Plans } from './plans.ts';
import { fileNameOf } from './logSources.ts';

/** The panel of a log, from its newest finished stage. */
export function panelModel(analyses: Analyses, uri: string, plansOf: Plans['of']): PanelModel {
  const title = fileNameOf(uri);
  const state = analyses.stateOf(uri);
  const runs = runsBehind(uri);
  const merged = runs === undefined ? {} : { message: ruleOf(runs) };
  if (state === undefined) {
    return buildPanelModel({ title, uri, state: 'failed', message: NOT_OPEN, issues: [], analyses: [] });
  }
  switch (state.stage) {
    case 'reading':
      return buildPanelModel({ title, uri, state: 'analysing', issues: [], analyses: [] });
    case 'counted':
      return buildPanelModel({ title, uri, state: 'analysing', issues: state.log.result.issues, analyses: [] });
    case 'fitted': {
      const progress = analyses.isPending(uri) ? 'analysing' : 'ready';
      const { issues, evals } = state.log.result;
      const labels = evalLabels(evals);
      const lenses = state.analyses.map((analysis, index) => withLabel(labels[index], fittedTitle(analysis)));
      const withoutText = state.log.hasText ? {} : { lenses };
      return buildPanelModel({
        title,
        uri,
        state: progress,
        issues,
        analyses: state.analyses,
        plans: plansOf(state) ?? [],
        ...merged,
        ...withoutText,
      });
    }
    case 'failed': {
      const { message } = state;
      return buildPanelModel({ title, uri, state: 'failed', message, issues: [], analyses: [] });
    }
  }
}

/** How the attempts of several files come together. */
function ruleOf(runs: readonly string[]): string {
  const names = runs.map((run) => quoteLogText(fileNameOf(run))).join(', ');
  return `${runs.length} files as runs of one evaluation (${names}): attempts at a problem by the same task, model and scorer add up, and none counts twice.`;
}

const NOT_OPEN = 'This file is not open, or it is no evaluation log of a known format.';
