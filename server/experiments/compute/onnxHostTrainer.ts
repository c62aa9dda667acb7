import type { Tensor } from 'onnxruntime-common';
import { adamScales } from './adam.ts';
import { openAdamMemory } from './adamMemory.ts';
import { type OnnxDevice, openSession } from './onnxSession.ts';
import { gradientName, stateNames } from './onnxState.ts';
import type { OnnxTrainer, Training } from './onnxTrainer.ts';
import { runInto, UNRETURNED } from './runInto.ts';

/** The graph reads the weights, and writes the gradients, where Adam has them: nothing is copied. */
export async function openHostTrainer(
  device: OnnxDevice,
  { shapes, state, learningRate, graph }: Training,
): Promise<OnnxTrainer> {
  const memory = openAdamMemory(state);
  const named = (name: (i: number) => string, arrays: readonly Float32Array[]): Record<string, Tensor> =>
    Object.fromEntries(arrays.map((values, i) => [name(i), new device.runtime.Tensor('float32', values, shapes[i])]));
  const parameters = named((i) => stateNames(i)[0], memory.parameters);
  const gradients = named(gradientName, memory.gradients);
  const session = await openSession(device, graph('gradients'));
  const isLoss = (name: string): boolean => name !== UNRETURNED && gradients[name] === undefined;
  const losses = Object.fromEntries(
    session.outputNames
      .filter(isLoss)
      .map((name) => [name, new device.runtime.Tensor('float32', new Float32Array(1), [])]),
  );
  let { numSteps } = state;

  return {
    step: async (batch) => {
      await runInto(session, { ...parameters, ...batch }, { ...gradients, ...losses });
      numSteps += 1;
      memory.step(adamScales(numSteps, learningRate));
      return losses;
    },
    parameters: () => parameters,
    read: () => Promise.resolve({ ...memory.read(), numSteps }),
    numSteps: () => numSteps,
    close: () => session.release(),
  };
}
