import type { ModelState } from './compute/engine.ts';
import type { Checkpoint } from './experimentHost.ts';

/** A model's state as the arrays of a checkpoint. */
export function modelArrays({ parameters, firstMoments, secondMoments }: ModelState): Checkpoint['arrays'] {
  const named = (name: string, arrays: readonly Float32Array[]): (readonly [string, Float32Array])[] =>
    arrays.map((values, i) => [`${name}${i}`, values] as const);
  return Object.fromEntries([
    ...named('parameter', parameters),
    ...named('first', firstMoments),
    ...named('second', secondMoments),
  ]);
}

/** The other way; throws where an array is missing. */
export function modelStateOf({ arrays }: Checkpoint, numTensors: number, numSteps: number): ModelState {
  const all = (name: string): Float32Array[] =>
    Array.from({ length: numTensors }, (_, i) => float32(arrays[`${name}${i}`]));
  return { parameters: all('parameter'), firstMoments: all('first'), secondMoments: all('second'), numSteps };
}

export function float32(values: Float32Array | Float64Array | undefined): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new Error('The checkpoint lacks an array that it should hold.');
}

export function float64(values: Float32Array | Float64Array | undefined): Float64Array {
  if (values instanceof Float64Array) return values;
  throw new Error('The checkpoint lacks an array that it should hold.');
}
