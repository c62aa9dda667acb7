import type { EngineReport } from '../../protocol/job.ts';
import { formatQuantity } from '../../text/formatNumber.ts';

/** What computed, and why not another, in sentences. */
export function describeEngine({ used, threads, fallbacks }: EngineReport): readonly string[] {
  return [`Computed by ${used} with ${formatQuantity(threads, 'thread')}.`, ...fallbacks];
}
