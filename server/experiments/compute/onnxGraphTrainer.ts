import type { Tensor } from 'onnxruntime-common';
import { adamScales } from './adam.ts';
import type { TensorShape } from './layerShapes.ts';
import { createOnnxGraph } from './onnxGraph.ts';
import { type Feeds, floatsOf, type OnnxDevice, openSession } from './onnxSession.ts';
import { addStateInputs, newStateNames, stateNames } from './onnxState.ts';
import type { OnnxTrainer, Training } from './onnxTrainer.ts';

/** Adam is part of the graph: a step takes weights and moments, and gives back new ones, which may stay on the device. */
export async function openGraphTrainer(
  device: OnnxDevice,
  { shapes, state, learningRate, graph }: Training,
): Promise<OnnxTrainer> {
  const { Tensor } = device.runtime;
  const tensorOf = (values: Float32Array, shape: TensorShape): Tensor => new Tensor('float32', values, shape);
  const current = shapes.map((shape, i) => [
    tensorOf(state.parameters[i]!, shape),
    tensorOf(state.firstMoments[i]!, shape),
    tensorOf(state.secondMoments[i]!, shape),
  ]);
  let { numSteps } = state;
  const outputs = shapes.flatMap((_, i) => newStateNames(i));
  const session = await openSession(device, graph('state'), outputs);
  const reader = device.provider === 'webgpu' ? await openSession(device, copyGraph(shapes)) : undefined;

  const feeds = (part: 'all' | 'parameters'): Feeds => {
    const named: Record<string, Tensor> = {};
    current.forEach((tensors, i) => {
      const names = stateNames(i);
      for (let j = 0; j < (part === 'all' ? 3 : 1); j += 1) named[names[j]!] = tensors[j]!;
    });
    return named;
  };
  return {
    step: async (batch) => {
      const { rate, epsilon } = adamScales(numSteps + 1, learningRate);
      const results = await session.run({
        ...feeds('all'),
        ...batch,
        rate: tensorOf(Float32Array.of(rate), [1]),
        epsilon: tensorOf(Float32Array.of(epsilon), [1]),
      });
      numSteps += 1;
      current.forEach((tensors, i) => {
        newStateNames(i).forEach((name, j) => {
          const old = tensors[j]!;
          tensors[j] = results[name]!;
          if (old.location === 'gpu-buffer') old.dispose();
        });
      });
      return results;
    },
    parameters: () => feeds('parameters'),
    read: async () => {
      // Reading a tensor on the device directly would end the process: a graph that copies it to the host does not.
      const copies = await reader?.run(feeds('all'));
      const read = (i: number, j: number): Float32Array => {
        const tensor = copies?.[newStateNames(i)[j]!] ?? current[i]![j]!;
        return Float32Array.from(floatsOf(tensor));
      };
      const all = (j: number): Float32Array[] => shapes.map((_, i) => read(i, j));
      return { parameters: all(0), firstMoments: all(1), secondMoments: all(2), numSteps };
    },
    numSteps: () => numSteps,
    close: async () => {
      for (const tensor of current.flat()) if (tensor.location === 'gpu-buffer') tensor.dispose();
      await session.release();
      await reader?.release();
    },
  };
}

function copyGraph(shapes: readonly TensorShape[]): Buffer {
  const graph = createOnnxGraph();
  const state = addStateInputs(graph, shapes);
  state.forEach(({ parameter, first, second }, i) => {
    [parameter, first, second].forEach((value, j) => {
      graph.output(newStateNames(i)[j]!, graph.op('Identity', [value]), shapes[i]!);
    });
  });
  return graph.bytes();
}
