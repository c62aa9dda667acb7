import type { MemorySpec } from '../protocol/experiment.ts';
import type { MemoryRun } from '../protocol/experimentResult.ts';
import type { MemoryModel } from './compute/engine.ts';
import type { Advance, ExperimentHost } from './experimentHost.ts';
import { isKeptEpoch } from './lossHistory.ts';
import { randomStream, shuffled } from './randomStream.ts';
import type { TrainingStart } from './trainVae.ts';

interface Training {
  readonly spec: MemorySpec;
  readonly seed: number;
  readonly model: MemoryModel;
  readonly start: TrainingStart;
  readonly host: ExperimentHost;
  /** After each epoch, with what a resumed training starts from. */
  readonly report: (start: TrainingStart, advance: Pick<Advance, 'epoch' | 'loss' | 'losses'>) => Promise<void>;
}

/** As the VAE is trained: epochs of shuffled batches, drawn by seed and epoch alone. */
export async function trainMemory(job: Training): Promise<MemoryRun['training']> {
  const { spec, seed, model, start, host, report } = job;
  const { images: numImages, batchSize, epochs } = spec;
  const losses = [...start.losses];
  for (let epoch = start.epoch + 1; epoch <= epochs; epoch += 1) {
    const order = shuffled(numImages, randomStream(seed, 'shuffle', epoch));
    let loss = 0;
    for (let first = 0; first < numImages; first += batchSize) {
      const batch = order.slice(first, first + batchSize);
      loss += (batch.length / numImages) * (await model.step(batch));
      await host.breathe();
    }
    if (!Number.isFinite(loss))
      throw new Error(`The loss of epoch ${epoch} is not a number: try a smaller learningRate.`);
    if (isKeptEpoch(epoch, epochs)) losses.push({ epoch, loss });
    await report({ epoch, losses: [...losses] }, { epoch, loss, losses: [...losses] });
  }
  const { numPixels } = host.images;
  const recalled = await model.recall(new Float32Array(numImages * numPixels), undefined);
  return { losses, accuracy: recalled.reduce((sum, hit) => sum + hit, 0) / numImages };
}
