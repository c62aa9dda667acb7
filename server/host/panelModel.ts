import type { PanelModel } from '../protocol/panel.ts';
import { buildPanelModel } from '../view/buildPanelModel.ts';
import type { Analyses } from './analyses.ts';
import { fileNameOf } from './logSources.ts';

/** The panel of a log, from its newest finished stage. */
export function panelModel(analyses: Analyses, uri: string): PanelModel {
  const title = fileNameOf(uri);
  const state = analyses.stateOf(uri);
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
      const { issues } = state.log.result;
      return buildPanelModel({ title, uri, state: progress, issues, analyses: state.analyses });
    }
    case 'failed': {
      const { message } = state;
      return buildPanelModel({ title, uri, state: 'failed', message, issues: [], analyses: [] });
    }
  }
}

const NOT_OPEN = 'This file is not open, or it is no evaluation log of a known format.';
