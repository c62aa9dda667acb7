import type { Tensor } from 'onnxruntime-common';
import type { MemoryModel, MemorySetup } from './engine.ts';
import { memoryRecallGraph, memoryShapesOf, memoryStepGraph } from './onnxMemoryGraphs.ts';
import { floatsOf, type OnnxDevice, openSession } from './onnxSession.ts';
import type { StepGives } from './onnxStepGraph.ts';
import { openOnnxTrainer } from './openOnnxTrainer.ts';

export async function openOnnxMemory(device: OnnxDevice, setup: MemorySetup): Promise<MemoryModel> {
  const { images, learningRate } = setup;
  const graph = (gives: StepGives): Uint8Array => memoryStepGraph(setup, gives);
  const trainer = await openOnnxTrainer(device, {
    shapes: memoryShapesOf(setup),
    state: setup.state,
    learningRate,
    graph,
  });
  const recallLargest = await openSession(device, memoryRecallGraph(setup, 'largest'));
  const recallDrawn = await openSession(device, memoryRecallGraph(setup, 'drawn'));
  const { Tensor } = device.runtime;
  const floats = (values: Float32Array, shape: readonly number[]): Tensor => new Tensor('float32', values, shape);

  return {
    step: async (indices) => {
      const { loss } = await trainer.step({
        indices: new Tensor('int64', BigInt64Array.from(indices, BigInt), [indices.length]),
        share: floats(Float32Array.of(1 / indices.length), [1]),
      });
      return floatsOf(loss)[0]!;
    },
    trialsPerCall: Math.max(1, Math.floor((device.provider === 'cpu' ? 4000 : 40_000) / images.numImages)),
    recall: async (noise, temperature) => {
      const size = images.numImages * images.numPixels;
      const feeds = {
        ...trainer.parameters(),
        noise: floats(noise, [noise.length / size, images.numImages, images.numPixels]),
      };
      const results =
        temperature === undefined
          ? await recallLargest.run(feeds)
          : await recallDrawn.run({ ...feeds, temperature: floats(Float32Array.of(temperature), [1]) });
      return floatsOf(results['probabilities']);
    },
    state: trainer.read,
    close: async () => {
      await trainer.close();
      for (const session of [recallLargest, recallDrawn]) await session.release();
    },
  };
}
