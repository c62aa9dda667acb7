import { adam } from './adam.ts';
import type { ModelState } from './engine.ts';
import * as wasm from './wasmBytes.ts';

/**
 * A model's weights, moments and gradients in one memory, an array a tensor, which stays where it is; Adam goes over it once a step. In a graph of
 * onnxruntime it would be twelve operators, each a pass through memory.
 */
export interface AdamMemory {
  readonly parameters: readonly Float32Array[];
  readonly gradients: readonly Float32Array[];
  /** Moves weights and moments by the gradients, with rate and ε of this step. */
  readonly step: (scales: { readonly rate: number; readonly epsilon: number }) => void;
  /** Copies. */
  readonly read: () => Omit<ModelState, 'numSteps'>;
}

/** Arrays begin at cache lines. */
const LINE = 16;
const PAGE_BYTES = 65_536;
const SMALLEST_NORMAL = 2 ** -126;

/** Begins with the weights and moments of `initial`. */
export function openAdamMemory(initial: ModelState): AdamMemory {
  const starts: number[] = [];
  let size = 0;
  for (const { length } of initial.parameters) {
    starts.push(size);
    size += Math.ceil(length / LINE) * LINE;
  }
  const module = new WebAssembly.Module(kernel(size));
  const { memory, run } = new WebAssembly.Instance(module).exports as unknown as Kernel;
  const part = (index: number): Float32Array[] =>
    initial.parameters.map(({ length }, i) => new Float32Array(memory.buffer, 4 * (index * size + starts[i]!), length));
  const parts = { parameters: part(0), firstMoments: part(1), secondMoments: part(2) };
  for (const name of ['parameters', 'firstMoments', 'secondMoments'] as const)
    initial[name].forEach((values, i) => {
      parts[name][i]!.set(values);
    });
  const copies = (arrays: readonly Float32Array[]): Float32Array[] => arrays.map((values) => values.slice());
  return {
    parameters: parts.parameters,
    gradients: part(3),
    step: ({ rate, epsilon }) => {
      run(4 * size, rate, epsilon);
    },
    read: () => ({
      parameters: copies(parts.parameters),
      firstMoments: copies(parts.firstMoments),
      secondMoments: copies(parts.secondMoments),
    }),
  };
}

interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly run: (numBytes: number, rate: number, epsilon: number) => void;
}

/** Adam for `size` weights, behind which lie as many first moments, second moments and gradients. */
function kernel(size: number): Uint8Array<ArrayBuffer> {
  const { abs, add, below, div, float, get, load, mul, set, splat, sqrt, store, sub, without } = wasm;
  const { int32, float32, vector } = wasm.VALUE_TYPE;
  const [numBytes, rate, epsilon, i, gradient, first, second] = [0, 1, 2, 3, 4, 5, 6];
  const numPartBytes = 4 * size;
  const [parameters, firsts, seconds, gradients] = [0, numPartBytes, 2 * numPartBytes, 3 * numPartBytes];
  const decayed = (place: number, decay: number, added: wasm.Code): wasm.Code =>
    add(mul(load(get(i), place), splat(float(decay))), mul(added, splat(float(1 - decay))));
  const change = div(mul(get(first), splat(get(rate))), add(sqrt(get(second)), splat(get(epsilon))));
  const body = wasm.loopBySixteen(i, get(numBytes), [
    set(gradient, load(get(i), gradients)),
    set(first, decayed(firsts, adam.firstDecay, get(gradient))),
    // A unit that stays at rest has moments that only decay: below this, arithmetic takes several times as long on many processors.
    set(first, without(get(first), below(abs(get(first)), splat(float(SMALLEST_NORMAL))))),
    set(second, decayed(seconds, adam.secondDecay, mul(get(gradient), get(gradient)))),
    store(get(i), firsts, get(first)),
    store(get(i), seconds, get(second)),
    store(get(i), parameters, sub(load(get(i), parameters), change)),
  ]);
  const variables = [int32, vector, vector, vector];
  return wasm.moduleBytes(Math.ceil((4 * numPartBytes) / PAGE_BYTES), [int32, float32, float32], variables, body);
}
