import type { ExperimentSpec } from '../protocol/experiment.ts';
import { ExperimentError } from './experimentError.ts';
import type { ExperimentHost } from './experimentHost.ts';
import { isKeptEpoch, type LossPoint } from './lossHistory.ts';
import { randomStream, shuffled } from './randomStream.ts';

/** How far a training is, and what a resumed one starts from. */
export interface Trained {
  /** Epochs done. */
  readonly epoch: number;
  readonly losses: readonly LossPoint[];
  /** Of the mean loss of an image in the newest epoch. */
  readonly parts: readonly number[];
}

export const UNTRAINED: Trained = { epoch: 0, losses: [], parts: [] };

interface Training {
  readonly spec: ExperimentSpec;
  readonly seed: number;
  readonly start: Trained;
  readonly host: ExperimentHost;
  /**
   * One step on some of the images; `index` counts the steps of all epochs. What they add to the mean loss of an image in this epoch, in the parts
   * that the loss has.
   */
  readonly step: (batch: readonly number[], index: number) => Promise<readonly number[]>;
  /** After each epoch. */
  readonly report: (reached: Trained) => Promise<void>;
}

/** Trains in epochs of shuffled batches, the last of which may be smaller. What is drawn depends on seed and epoch alone. */
export async function trainEpochs({ spec, seed, start, host, step, report }: Training): Promise<Trained> {
  const { images: numImages, batchSize, epochs } = spec;
  const stepsPerEpoch = Math.ceil(numImages / batchSize);
  let reached = start;
  while (reached.epoch < epochs) {
    const epoch = reached.epoch + 1;
    const order = shuffled(numImages, randomStream(seed, 'shuffle', epoch));
    const parts: number[] = [];
    for (let i = 0; i < stepsPerEpoch; i += 1) {
      const added = await step(order.slice(i * batchSize, (i + 1) * batchSize), epoch * stepsPerEpoch + i);
      added.forEach((part, j) => (parts[j] = (parts[j] ?? 0) + part));
      await host.breathe();
    }
    const loss = parts.reduce((sum, part) => sum + part, 0);
    if (!Number.isFinite(loss))
      throw new ExperimentError(`The loss of epoch ${epoch} is not a number: try a smaller learningRate.`);
    const losses = isKeptEpoch(epoch, epochs) ? [...reached.losses, { epoch, loss }] : reached.losses;
    reached = { epoch, losses, parts };
    await report(reached);
  }
  return reached;
}
