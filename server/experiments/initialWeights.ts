import { fillUniform, randomStream } from './randomStream.ts';
import type { ModelState } from './compute/engine.ts';
import { sizeOf, type TensorShape } from './compute/layerShapes.ts';

/** Weights and biases uniform in ± 1/√inputs, as PyTorch starts a linear layer; nothing remembered of gradients. */
export function initialWeights(shapes: readonly TensorShape[], seed: number): ModelState {
  const parameters = shapes.map((shape, i) => {
    // Biases follow their weights, which know the number of inputs.
    const inputs = (shape.length === 2 ? shape : shapes[i - 1]!)[0]!;
    const values = fillUniform(new Float32Array(sizeOf(shape)), randomStream(seed, 'weights', i));
    return values.map((u) => (2 * u - 1) / Math.sqrt(inputs));
  });
  const zeros = (): Float32Array[] => parameters.map(({ length }) => new Float32Array(length));
  return { parameters, firstMoments: zeros(), secondMoments: zeros(), numSteps: 0 };
}
