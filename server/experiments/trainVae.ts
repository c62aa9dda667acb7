import type { VaeSpec } from '../protocol/experiment.ts';
import type { VaeRun } from '../protocol/experimentResult.ts';
import type { VaeModel } from './compute/engine.ts';
import type { Advance, ExperimentHost } from './experimentHost.ts';
import { fillNormal } from './fillNormal.ts';
import { isKeptEpoch, type LossPoint } from './lossHistory.ts';
import { randomStream, shuffled } from './randomStream.ts';

export interface TrainingStart {
  /** Epochs done. */
  readonly epoch: number;
  readonly losses: readonly LossPoint[];
}

interface Training {
  readonly spec: VaeSpec;
  readonly seed: number;
  readonly model: VaeModel;
  readonly start: TrainingStart;
  readonly host: ExperimentHost;
  /** After each epoch, with what a resumed training starts from. */
  readonly report: (start: TrainingStart, advance: Pick<Advance, 'epoch' | 'loss' | 'losses'>) => Promise<void>;
}

/** Trains in epochs of shuffled batches, the last of which may be smaller. What is drawn depends on seed and epoch alone. */
export async function trainVae({ spec, seed, model, start, host, report }: Training): Promise<VaeRun['training']> {
  const { images: numImages, batchSize, epochs, latent } = spec;
  const stepsPerEpoch = Math.ceil(numImages / batchSize);
  const losses = [...start.losses];
  let parts = { crossEntropy: 0, divergence: 0 };
  for (let epoch = start.epoch + 1; epoch <= epochs; epoch += 1) {
    const order = shuffled(numImages, randomStream(seed, 'shuffle', epoch));
    parts = { crossEntropy: 0, divergence: 0 };
    for (let step = 0; step < stepsPerEpoch; step += 1) {
      const batch = order.slice(step * batchSize, (step + 1) * batchSize);
      const stream = randomStream(seed, 'trainingNoise', epoch * stepsPerEpoch + step);
      const loss = await model.step(batch, fillNormal(new Float32Array(batch.length * latent), stream));
      parts.crossEntropy += loss.crossEntropy / numImages;
      parts.divergence += loss.divergence / numImages;
      await host.breathe();
    }
    const loss = parts.crossEntropy + parts.divergence;
    if (!Number.isFinite(loss))
      throw new Error(`The loss of epoch ${epoch} is not a number: try a smaller learningRate.`);
    if (isKeptEpoch(epoch, epochs)) losses.push({ epoch, loss });
    await report({ epoch, losses: [...losses] }, { epoch, loss, losses: [...losses] });
  }
  return { losses, ...parts };
}
