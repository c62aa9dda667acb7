import type { ExperimentSpec } from '../protocol/experiment.ts';
import type { DataReport } from '../protocol/experimentResult.ts';
import { ExperimentError } from './experimentError.ts';
import type { Checkpoint, ExperimentHost } from './experimentHost.ts';
import { type VaeOutcome, vaeExperiment } from './vaeExperiment.ts';

export function runExperiment(
  spec: ExperimentSpec,
  data: DataReport,
  host: ExperimentHost,
  checkpoint: Checkpoint | undefined,
): Promise<VaeOutcome> {
  switch (spec.model) {
    case 'vae':
      return vaeExperiment(spec, data, host, checkpoint);
    case 'memory':
      throw new ExperimentError('The memory model cannot be run yet.');
  }
}
