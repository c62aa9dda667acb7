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

export interface Moments {
  readonly parameter: Value;
  readonly first: Value;
  readonly second: Value;
}

/** β₁, β₂ and ε of Adam, as everybody leaves them. */
export const adam = { firstDecay: 0.9, secondDecay: 0.999, epsilon: 1e-8 } as const;

/** What of Adam depends on the number of steps (Kingma & Ba, the end of Section 2): α·√(1 − β₂ᵗ)/(1 − β₁ᵗ), and ε·√(1 − β₂ᵗ). */
export function adamScales(step: number, learningRate: number): { readonly rate: number; readonly epsilon: number } {
  const secondBias = Math.sqrt(1 - adam.secondDecay ** step);
  return {
    rate: (learningRate * secondBias) / (1 - adam.firstDecay ** step),
    epsilon: adam.epsilon * secondBias,
  };
}

/** One step of Adam for one tensor. */
export function adamStep(
  graph: OnnxGraph,
  { parameter, first, second }: Moments,
  gradient: Value,
  { rate, epsilon }: { readonly rate: Value; readonly epsilon: Value },
): Moments {
  const op = (type: string, ...inputs: Value[]): Value => graph.op(type, inputs);
  const square = op('Mul', gradient, gradient);
  const newFirst = op(
    'Add',
    op('Mul', first, graph.number(adam.firstDecay)),
    op('Mul', gradient, graph.number(1 - adam.firstDecay)),
  );
  const newSecond = op(
    'Add',
    op('Mul', second, graph.number(adam.secondDecay)),
    op('Mul', square, graph.number(1 - adam.secondDecay)),
  );
  const change = op('Div', op('Mul', newFirst, rate), op('Add', op('Sqrt', newSecond), epsilon));
  return { parameter: op('Sub', parameter, change), first: newFirst, second: newSecond };
}
