import type { TensorShape } from './layerShapes.ts';
import type { OnnxGraph, Value } from './onnxGraph.ts';

/** A tensor of weights or biases, and Adam's moments of its gradient. */
export interface Moments {
  readonly parameter: Value;
  readonly first: Value;
  readonly second: Value;
}

/** Names of a tensor's parameter and moments in the graphs. */
export const stateNames = (i: number): readonly [parameter: string, first: string, second: string] => [
  `parameter${i}`,
  `first${i}`,
  `second${i}`,
];

/** Names under which a step gives them back. */
export const newStateNames = (i: number): readonly [parameter: string, first: string, second: string] => [
  `newParameter${i}`,
  `newFirst${i}`,
  `newSecond${i}`,
];

/** Name under which a step gives back a tensor's gradient. */
export const gradientName = (i: number): string => `gradient${i}`;

export function addStateInputs(
  graph: OnnxGraph,
  shapes: readonly TensorShape[],
  part: 'all' | 'parameters' = 'all',
): readonly Moments[] {
  return shapes.map((shape, i) => {
    const [parameter, first, second] = stateNames(i);
    const input = (name: string): Value => graph.input(name, shape);
    return {
      parameter: input(parameter),
      first: part === 'all' ? input(first) : first,
      second: part === 'all' ? input(second) : second,
    };
  });
}

export function addModelState(graph: OnnxGraph, moved: readonly Moments[], shapes: readonly TensorShape[]): void {
  moved.forEach(({ parameter, first, second }, i) => {
    const [newParameter, newFirst, newSecond] = newStateNames(i);
    const shape = shapes[i]!;
    graph.output(newParameter, parameter, shape);
    graph.output(newFirst, first, shape);
    graph.output(newSecond, second, shape);
  });
}
