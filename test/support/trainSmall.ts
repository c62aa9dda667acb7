import type { Engine, MemoryModel, ModelState, VaeModel } from '../../server/experiments/compute/engine.ts';
import { batchOf, noiseOf, smallMemory, smallVae } from './smallModels.ts';

export interface Trained {
  readonly state: ModelState;
  readonly losses: readonly number[];
}

export async function afterVaeSteps(engine: Engine, numSteps: number, from?: ModelState): Promise<Trained> {
  const { setup } = smallVae();
  const model: VaeModel = await engine.openVae({ ...setup, state: from ?? setup.state });
  return train(model, numSteps, from, async (step) => {
    const batch = batchOf(step);
    const { crossEntropy, divergence } = await model.step(batch, noiseOf(batch.length * setup.latent, step));
    return crossEntropy + divergence;
  });
}

export async function afterMemorySteps(engine: Engine, numSteps: number, from?: ModelState): Promise<Trained> {
  const { setup } = smallMemory();
  const model: MemoryModel = await engine.openMemory({ ...setup, state: from ?? setup.state });
  return train(model, numSteps, from, (step) => model.step(batchOf(step)));
}

async function train(
  model: VaeModel | MemoryModel,
  numSteps: number,
  from: ModelState | undefined,
  stepLoss: (step: number) => Promise<number>,
): Promise<Trained> {
  const losses: number[] = [];
  for (let step = from?.numSteps ?? 0; step < numSteps; step += 1) losses.push(await stepLoss(step));
  const state = await model.state();
  await model.close();
  return { state, losses };
}
