import { adam } from './adam.ts';
import type { TensorShape } from './layerShapes.ts';
import { createOnnxGraph, type OnnxGraph, type Value } from './onnxGraph.ts';
import { UNRETURNED } from './runInto.ts';
import { addModelState, addStateInputs, gradientName, type Moments } from './onnxState.ts';

/**
 * What a step gives back beside its losses: weights and moments after Adam, which is part of the graph, or gradients, and then all is to be
 * run by `runInto`.
 */
export type StepGives = 'state' | 'gradients';

/** The graph of a step of training: forward and backward pass, which `gradientsOf` adds, and Adam where the graph has it. */
export function stepGraph(
  shapes: readonly TensorShape[],
  gives: StepGives,
  gradientsOf: (graph: OnnxGraph, state: readonly Moments[]) => readonly Value[],
): Buffer {
  const graph = createOnnxGraph();
  const state = addStateInputs(graph, shapes, gives === 'state' ? 'all' : 'parameters');
  if (gives === 'gradients') graph.emptySequence(UNRETURNED);
  const gradients = gradientsOf(graph, state);
  if (gives === 'gradients') {
    gradients.forEach((gradient, i) => {
      graph.output(gradientName(i), gradient, shapes[i]!);
    });
  } else {
    const scales = { rate: graph.input('rate', [1]), epsilon: graph.input('epsilon', [1]) };
    const moved = state.map((moments, i) => adamStep(graph, moments, gradients[i]!, scales));
    addModelState(graph, moved, shapes);
  }
  return graph.bytes();
}

/** One step of Adam for one tensor. */
function adamStep(
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
