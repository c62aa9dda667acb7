import type { ExperimentResult } from '../protocol/experimentResult.ts';
import { memoryReport } from './memoryReport.ts';
import { vaeReport } from './vaeReport.ts';

/** “The paper says, this run shows”, in Markdown. */
export function experimentReport(result: ExperimentResult): string {
  switch (result.model) {
    case 'vae':
      return vaeReport(result);
    case 'memory':
      return memoryReport(result);
  }
}
