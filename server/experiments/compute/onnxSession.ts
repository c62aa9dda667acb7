import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type { OnnxRuntime } from './loadOnnxRuntime.ts';
import type { ModelState } from './engine.ts';
import type { TensorShape } from './layerShapes.ts';
import { createOnnxGraph } from './onnxGraph.ts';
import { addStateInputs, newStateNames, stateNames } from './onnxState.ts';

export type OnnxProvider = 'cpu' | 'webgpu' | 'cuda';

export interface OnnxDevice {
  readonly runtime: OnnxRuntime;
  readonly provider: OnnxProvider;
  readonly threads: number;
}

type Feeds = Readonly<Record<string, Tensor>>;

export function openSession(
  { runtime, provider, threads }: OnnxDevice,
  graph: Uint8Array,
  staysOnDevice: readonly string[] = [],
): Promise<InferenceSession> {
  const onDevice = provider === 'webgpu' ? staysOnDevice : [];
  return runtime.InferenceSession.create(graph, {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // To wait in a loop from one operator to the next costs less than to sleep between them; longer, it would take the processors from others.
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: '50' } } },
    ...(onDevice.length > 0 && {
      preferredOutputLocation: Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer'] as const)),
    }),
  });
}

/** The weights and moments of a model, where its engine keeps them. */
export interface OnnxState {
  /** As inputs of a graph that takes the parameters alone, or the moments too. */
  readonly feeds: (part: 'all' | 'parameters') => Feeds;
  /** Takes over what a step gave back. */
  readonly advance: (results: Feeds) => void;
  readonly read: () => Promise<ModelState>;
  readonly close: () => Promise<void>;
  readonly numSteps: () => number;
}

export const outputsOfStep = (shapes: readonly TensorShape[]): readonly string[] =>
  shapes.flatMap((_, i) => newStateNames(i));

export async function openState(
  device: OnnxDevice,
  shapes: readonly TensorShape[],
  initial: ModelState,
): Promise<OnnxState> {
  const { Tensor } = device.runtime;
  const tensorOf = (values: Float32Array, shape: TensorShape): Tensor => new Tensor('float32', values, shape);
  const current = shapes.map((shape, i) => [
    tensorOf(initial.parameters[i]!, shape),
    tensorOf(initial.firstMoments[i]!, shape),
    tensorOf(initial.secondMoments[i]!, shape),
  ]);
  let numSteps = initial.numSteps;
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
    feeds,
    advance: (results) => {
      numSteps += 1;
      current.forEach((tensors, i) => {
        newStateNames(i).forEach((name, j) => {
          const old = tensors[j]!;
          tensors[j] = results[name]!;
          if (old.location === 'gpu-buffer') old.dispose();
        });
      });
    },
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
    close: async () => {
      for (const tensor of current.flat()) if (tensor.location === 'gpu-buffer') tensor.dispose();
      await reader?.release();
    },
    numSteps: () => numSteps,
  };
}

export function floatsOf(tensor: Tensor | undefined): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error('The engine gave back something else than float32 numbers.');
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
