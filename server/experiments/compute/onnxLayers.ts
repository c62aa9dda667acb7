import type { OnnxGraph, Value } from './onnxGraph.ts';

/** A layer's weights, inputs × outputs, and biases. */
export interface Linear {
  readonly weights: Value;
  readonly biases: Value;
}

export function linear(graph: OnnxGraph, x: Value, { weights, biases }: Linear): Value {
  return graph.op('Gemm', [x, weights, biases]);
}

/** Gradients of a layer's weights and biases, from its input and the gradient of its output. */
export function linearGradients(graph: OnnxGraph, x: Value, gradient: Value): readonly Value[] {
  return [
    graph.op('Gemm', [x, gradient], { transA: 1 }),
    graph.op('ReduceSum', [gradient, graph.integers([0])], { keepdims: 0 }),
  ];
}

/** Gradient of a layer's input. */
export function inputGradient(graph: OnnxGraph, gradient: Value, { weights }: Linear): Value {
  return graph.op('Gemm', [gradient, weights], { transB: 1 });
}

/** Gradient through max(0, x), from its result. The operator Sign would take as long as three of these. */
export function reluGradient(graph: OnnxGraph, gradient: Value, activation: Value): Value {
  const isActive = graph.op('Greater', [activation, graph.number(0)]);
  return graph.op('Mul', [gradient, graph.op('Cast', [isActive], { to: 1 })]);
}
