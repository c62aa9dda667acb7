import type { MemorySetup } from './engine.ts';
import { memoryShapes } from './layerShapes.ts';
import { createOnnxGraph, type OnnxGraph, type Value } from './onnxGraph.ts';
import { inputGradient, type Linear, linear, linearGradients, reluGradient } from './onnxLayers.ts';
import { addStateInputs, type Moments } from './onnxState.ts';
import { stepGraph, type StepGives } from './onnxStepGraph.ts';

type Shape = Pick<MemorySetup, 'images' | 'hidden'>;

/** One step of training on the mean cross-entropy of a batch. The class of an image is its index. */
export function memoryStepGraph(setup: Shape, gives: StepGives): Buffer {
  return stepGraph(memoryShapesOf(setup), gives, (graph, state) => lossAndGradients(graph, setup, layersOf(state)));
}

/** Adds the loss as an output, and the gradients of all weights. */
function lossAndGradients(graph: OnnxGraph, { images }: Shape, layers: readonly Linear[]): readonly Value[] {
  const { numImages, numPixels, pixels } = images;
  const op = (type: string, ...inputs: Value[]): Value => graph.op(type, inputs);
  const indices = graph.input('indices', ['batch'], 'int64');
  const share = graph.input('share', [1]);
  const x = op('Gather', graph.data(pixels, [numImages, numPixels]), indices);
  const activations = [x];
  for (const layer of layers.slice(0, -1)) activations.push(op('Relu', linear(graph, activations.at(-1)!, layer)));
  const logits = linear(graph, activations.at(-1)!, layers.at(-1)!);
  const logProbabilities = graph.op('LogSoftmax', [logits], { axis: 1 });
  const targets = op('Gather', graph.data(identity(numImages), [numImages, numImages]), indices);
  const agreement = graph.op('ReduceSum', [op('Mul', logProbabilities, targets)], { keepdims: 0 });
  graph.output('loss', op('Mul', op('Neg', agreement), graph.op('Squeeze', [share])), []);

  let gradient = op('Mul', op('Sub', op('Exp', logProbabilities), targets), share);
  const gradients: Value[] = [];
  for (let i = layers.length - 1; i >= 0; i -= 1) {
    gradients.unshift(...linearGradients(graph, activations[i]!, gradient));
    if (i > 0) gradient = reluGradient(graph, inputGradient(graph, gradient, layers[i]!), activations[i]!);
  }
  return gradients;
}

/**
 * Probability that the answer is the image's own class, trials × images: for the images with some noise added, 1 or 0 by the largest
 * logit, or with a temperature softmax(logits / τ) there.
 */
export function memoryRecallGraph(setup: Shape, answer: 'largest' | 'drawn'): Buffer {
  const graph = createOnnxGraph();
  const { numImages, numPixels, pixels } = setup.images;
  const op = (type: string, ...inputs: Value[]): Value => graph.op(type, inputs);
  const layers = layersOf(addStateInputs(graph, memoryShapesOf(setup), 'parameters'));
  const noise = graph.input('noise', ['trials', numImages, numPixels]);
  const noisy = op('Add', noise, graph.data(pixels, [1, numImages, numPixels]));
  let x = op('Reshape', noisy, graph.integers([-1, numPixels]));
  for (const layer of layers.slice(0, -1)) x = op('Relu', linear(graph, x, layer));
  const logits = op('Reshape', linear(graph, x, layers.at(-1)!), graph.integers([-1, numImages, numImages]));
  const own = graph.data(identity(numImages), [1, numImages, numImages]);
  // With one trial the rows are the images, so that what is looked for stands on the diagonal.
  const onDiagonal = (values: Value): Value =>
    graph.op('ReduceSum', [op('Mul', values, own), graph.integers([2])], { keepdims: 0 });
  const scores =
    answer === 'largest'
      ? graph.op(
          'Cast',
          [op('GreaterOrEqual', onDiagonal(logits), graph.op('ReduceMax', [logits], { axes: [2], keepdims: 0 }))],
          { to: 1 },
        )
      : onDiagonal(graph.op('Softmax', [op('Div', logits, graph.input('temperature', [1]))], { axis: 2 }));
  graph.output('probabilities', scores, ['trials', numImages]);
  return graph.bytes();
}

export function memoryShapesOf({ images, hidden }: Shape): ReturnType<typeof memoryShapes> {
  return memoryShapes(images.numPixels, hidden, images.numImages);
}

function layersOf(state: readonly Moments[]): readonly Linear[] {
  return Array.from({ length: state.length / 2 }, (_, i) => ({
    weights: state[2 * i]!.parameter,
    biases: state[2 * i + 1]!.parameter,
  }));
}

function identity(size: number): Float32Array {
  const values = new Float32Array(size * size);
  for (let i = 0; i < size; i += 1) values[i * size + i] = 1;
  return values;
}
