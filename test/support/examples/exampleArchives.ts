import { zipArchive } from '../zipArchive.ts';
import { exampleLogs } from './exampleLogs.ts';

/** The archives of `examples/` by file name: what Inspect writes of the same runs by default. */
export function exampleArchives(): ReadonlyMap<string, Uint8Array> {
  return new Map([['inspect_contest-math.eval', archiveOf(exampleLogs().get('inspect_contest-math.json') ?? '{}')]]);
}

/** The members of an `.eval` archive: its samples, their summaries, and the rest of the log as its header. */
function archiveOf(log: string): Uint8Array {
  const { samples, ...header } = JSON.parse(log) as { readonly samples: readonly Sample[] };
  return zipArchive([
    ...samples.slice(0, 2).map((sample) => ({
      name: `samples/${sample.id}_epoch_${sample.epoch}.json`,
      content: JSON.stringify(sample, null, 2),
    })),
    { name: 'summaries.json', content: JSON.stringify(samples, null, 2) },
    { name: 'header.json', content: JSON.stringify(header, null, 2) },
  ]);
}

interface Sample {
  readonly id: string;
  readonly epoch: number;
}
