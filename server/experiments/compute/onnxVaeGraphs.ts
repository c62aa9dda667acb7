import type { ModelState, VaeSetup } from './engine.ts';
import { vaeShapes } from './layerShapes.ts';
import { createOnnxGraph, type OnnxGraph, type Value } from './onnxGraph.ts';
import { inputGradient, type Linear, linear, linearGradients, reluGradient } from './onnxLayers.ts';
import { addStateInputs, type Moments } from './onnxState.ts';
import { stepGraph, type StepGives } from './onnxStepGraph.ts';

type Shape = Pick<VaeSetup, 'images' | 'hidden' | 'latent' | 'temperature'>;

/**
 * One step of training. Per image the loss is the cross-entropy summed over pixels, Σ softplus(l) − l·x of the logits l, plus
 * KL = −½ Σ (1 + log σ² − μ² − σ²); a batch sums them.
 */
export function vaeStepGraph(setup: Shape, gives: StepGives): Buffer {
  return stepGraph(shapesOf(setup), gives, (graph, state) => lossAndGradients(graph, setup, layersOf(state)));
}

/** Adds the losses as outputs, and the gradients of all weights. */
function lossAndGradients(
  graph: OnnxGraph,
  setup: Shape,
  [encoder, posterior, decoder, output]: Layers,
): readonly Value[] {
  const { images, latent, temperature } = setup;
  const op = (type: string, ...inputs: Value[]): Value => graph.op(type, inputs);
  const one = graph.number(1);
  const half = graph.number(0.5);

  const all = graph.data(images.pixels, [images.numImages, images.numPixels]);
  const x = graph.op('Gather', [all, graph.input('indices', ['batch'], 'int64')]);
  const noise = graph.input('noise', ['batch', latent]);
  const encoded = op('Relu', linear(graph, x, encoder));
  const [mean, logVariance] = halves(graph, linear(graph, encoded, posterior), latent);
  const deviation = op('Exp', op('Mul', logVariance, half));
  const deflection = op('Mul', op('Mul', deviation, noise), graph.number(temperature));
  const z = op('Add', mean, deflection);
  const decoded = op('Relu', linear(graph, z, decoder));
  const logits = linear(graph, decoded, output);
  const y = op('Sigmoid', logits);

  const variance = op('Mul', deviation, deviation);
  const total = (value: Value): Value => graph.op('ReduceSum', [value], { keepdims: 0 });
  graph.output('crossEntropy', total(op('Sub', softplus(graph, logits, y), op('Mul', logits, x))), []);
  const excess = op('Sub', op('Add', op('Mul', mean, mean), variance), op('Add', logVariance, one));
  graph.output('divergence', op('Mul', total(excess), half), []);

  const dLogits = op('Sub', y, x);
  const dDecoded = reluGradient(graph, inputGradient(graph, dLogits, output), decoded);
  const dZ = inputGradient(graph, dDecoded, decoder);
  const dMean = op('Add', dZ, mean);
  const dLogVariance = op('Mul', op('Add', op('Mul', dZ, deflection), op('Sub', variance, one)), half);
  const dPosterior = graph.op('Concat', [dMean, dLogVariance], { axis: 1 });
  const dEncoded = reluGradient(graph, inputGradient(graph, dPosterior, posterior), encoded);
  return [
    ...linearGradients(graph, x, dEncoded),
    ...linearGradients(graph, encoded, dPosterior),
    ...linearGradients(graph, z, dDecoded),
    ...linearGradients(graph, decoded, dLogits),
  ];
}

/** μ and log σ² of all images. */
export function vaeEncodeGraph(setup: Shape): Buffer {
  const graph = createOnnxGraph();
  const { images, latent } = setup;
  const [encoder, posterior] = layersOf(addStateInputs(graph, shapesOf(setup), 'parameters'));
  const x = graph.data(images.pixels, [images.numImages, images.numPixels]);
  const encoded = graph.op('Relu', [linear(graph, x, encoder)]);
  const [mean, logVariance] = halves(graph, linear(graph, encoded, posterior), latent);
  graph.output('mean', mean, [images.numImages, latent]);
  graph.output('logVariance', logVariance, [images.numImages, latent]);
  return graph.bytes();
}

/** Eq. 14 for `trials` attempts at every image, with weights that are part of the graph. */
export function vaeErrorGraph(setup: Shape, parameters: ModelState['parameters']): Buffer {
  const graph = createOnnxGraph();
  const { images, latent } = setup;
  const { numImages, numPixels } = images;
  const layers = layersOf(shapesOf(setup).map((shape, i) => ({ parameter: graph.data(parameters[i]!, shape) })));
  const noise = graph.input('noise', ['trials', numImages, latent]);
  const center = graph.input('center', [numImages, latent]);
  const spread = graph.input('spread', [numImages, latent]);
  const z = graph.op('Add', [graph.op('Mul', [noise, spread]), center]);
  const y = decode(graph, graph.op('Reshape', [z, graph.integers([-1, latent])]), layers);
  const x = graph.data(images.pixels, [1, numImages, numPixels]);
  const difference = graph.op('Sub', [graph.op('Reshape', [y, graph.integers([-1, numImages, numPixels])]), x]);
  // The operator ReduceL2 takes twice as long.
  const squares = graph.op('Mul', [difference, difference]);
  const distance = graph.op('Sqrt', [graph.op('ReduceSum', [squares, graph.integers([2])], { keepdims: 0 })]);
  const norms = graph.data(normsOf(images), [1, numImages]);
  graph.output('errors', graph.op('Div', [distance, norms]), ['trials', numImages]);
  return graph.bytes();
}

/** Reconstructions of rows of z. */
export function vaeDecodeGraph(setup: Shape): Buffer {
  const graph = createOnnxGraph();
  const layers = layersOf(addStateInputs(graph, shapesOf(setup), 'parameters'));
  const y = decode(graph, graph.input('latents', ['rows', setup.latent]), layers);
  graph.output('pixels', y, ['rows', setup.images.numPixels]);
  return graph.bytes();
}

export function shapesOf({ images, hidden, latent }: Shape): ReturnType<typeof vaeShapes> {
  return vaeShapes(images.numPixels, hidden, latent);
}

type Layers = readonly [encoder: Linear, posterior: Linear, decoder: Linear, output: Linear];

function layersOf(state: readonly Pick<Moments, 'parameter'>[]): Layers {
  const layer = (i: number): Linear => ({ weights: state[2 * i]!.parameter, biases: state[2 * i + 1]!.parameter });
  return [layer(0), layer(1), layer(2), layer(3)];
}

function decode(graph: OnnxGraph, z: Value, [, , decoder, output]: Layers): Value {
  const decoded = graph.op('Relu', [linear(graph, z, decoder)]);
  return graph.op('Sigmoid', [linear(graph, decoded, output)]);
}

/** log(1 + eˡ) of logits l, of which y is the sigmoid: max(l, 0) − log max(y, 1 − y). The operator Softplus takes fifteen times as long. */
function softplus(graph: OnnxGraph, logits: Value, y: Value): Value {
  const larger = graph.op('Max', [y, graph.op('Sub', [graph.number(1), y])]);
  return graph.op('Sub', [graph.op('Relu', [logits]), graph.op('Log', [larger])]);
}

function halves(graph: OnnxGraph, value: Value, latent: number): readonly [Value, Value] {
  const part = (start: number): Value =>
    graph.op('Slice', [value, graph.integers([start]), graph.integers([start + latent]), graph.integers([1])]);
  return [part(0), part(latent)];
}

function normsOf({ pixels, numImages, numPixels }: Shape['images']): Float32Array {
  return Float32Array.from({ length: numImages }, (_, i) =>
    Math.hypot(...pixels.subarray(i * numPixels, (i + 1) * numPixels)),
  );
}
