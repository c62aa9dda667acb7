import type { ExperimentSpec } from '../protocol/experiment.ts';
import type { DataReport, ExperimentResult } from '../protocol/experimentResult.ts';
import type { CountedEvaluation } from './countedEvaluation.ts';
import type { Checkpoint, ExperimentHost } from './experimentHost.ts';
import { memoryExperiment } from './memoryExperiment.ts';
import { vaeExperiment } from './vaeExperiment.ts';

export interface ExperimentOutcome {
  readonly result: ExperimentResult;
  readonly evaluations: readonly CountedEvaluation[];
}

export function runExperiment(
  spec: ExperimentSpec,
  data: DataReport,
  host: ExperimentHost,
  checkpoint: Checkpoint | undefined,
): Promise<ExperimentOutcome> {
  switch (spec.model) {
    case 'vae':
      return vaeExperiment(spec, data, host, checkpoint);
    case 'memory':
      return memoryExperiment(spec, data, host, checkpoint);
  }
}
