import type { Tensor } from 'onnxruntime-common';
import type { MemoryModel, MemorySetup } from './engine.ts';
import { adamScales } from './onnxLayers.ts';
import { memoryRecallGraph, memoryShapesOf, memoryStepGraph } from './onnxMemoryGraphs.ts';
import { floatsOf, type OnnxDevice, openSession, openState, outputsOfStep } from './onnxSession.ts';

export async function openOnnxMemory(device: OnnxDevice, setup: MemorySetup): Promise<MemoryModel> {
  const { images, learningRate } = setup;
  const shapes = memoryShapesOf(setup);
  const state = await openState(device, shapes, setup.state);
  const step = await openSession(device, memoryStepGraph(setup), outputsOfStep(shapes));
  const recallLargest = await openSession(device, memoryRecallGraph(setup, 'largest'));
  const recallDrawn = await openSession(device, memoryRecallGraph(setup, 'drawn'));
  const { Tensor } = device.runtime;
  const floats = (values: Float32Array, shape: readonly number[]): Tensor => new Tensor('float32', values, shape);

  return {
    step: async (indices) => {
      const scales = adamScales(state.numSteps() + 1, learningRate);
      const results = await step.run({
        ...state.feeds('all'),
        indices: new Tensor('int64', BigInt64Array.from(indices, BigInt), [indices.length]),
        share: floats(Float32Array.of(1 / indices.length), [1]),
        rate: floats(Float32Array.of(scales.rate), [1]),
        epsilon: floats(Float32Array.of(scales.epsilon), [1]),
      });
      state.advance(results);
      return floatsOf(results['loss'])[0]!;
    },
    trialsPerCall: Math.max(1, Math.floor((device.provider === 'cpu' ? 4000 : 40_000) / images.numImages)),
    recall: async (noise, temperature) => {
      const size = images.numImages * images.numPixels;
      const feeds = {
        ...state.feeds('parameters'),
        noise: floats(noise, [noise.length / size, images.numImages, images.numPixels]),
      };
      const results =
        temperature === undefined
          ? await recallLargest.run(feeds)
          : await recallDrawn.run({ ...feeds, temperature: floats(Float32Array.of(temperature), [1]) });
      return floatsOf(results['probabilities']);
    },
    state: state.read,
    close: async () => {
      await state.close();
      for (const session of [step, recallLargest, recallDrawn]) await session.release();
    },
  };
}
