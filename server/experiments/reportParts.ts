import type { ExperimentResult } from '../protocol/experimentResult.ts';
import { formatQuantity } from '../text/formatNumber.ts';

/** Head of a report: what was run, on what, and what was not as in the paper. */
export function reportHead({ spec, engine, data }: ExperimentResult, title: string): string[] {
  const { images, epochs, batchSize, attempts, seeds, learningRate } = spec;
  return [
    `# ${title}`,
    `${formatQuantity(images, 'image')} of ${data.name} (${data.origin}), ${formatQuantity(epochs, 'epoch')}, batches of ${batchSize}, Adam ${learningRate}, ` +
      `${formatQuantity(attempts, 'attempt')} an image, seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}; ` +
      `engine ${engine.used}, ${formatQuantity(engine.threads, 'thread')}.`,
    ...engine.fallbacks,
    ...(data.name === 'synthetic' ? ['**The images are synthetic: no number here is a result of the paper.**'] : []),
  ];
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
