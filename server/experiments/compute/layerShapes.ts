/** Shape of a tensor of weights (inputs, outputs) or of biases (outputs). */
export type TensorShape = readonly number[];

/** 784 → hidden → (μ, log σ²) → hidden → 784: weights and biases of the four layers in turn; μ and log σ² are one layer. */
export function vaeShapes(numPixels: number, hidden: number, latent: number): readonly TensorShape[] {
  return chain([numPixels, hidden], [hidden, 2 * latent], [latent, hidden], [hidden, numPixels]);
}

/** 784 → hidden layers → one class an image. */
export function memoryShapes(numPixels: number, hidden: readonly number[], numClasses: number): readonly TensorShape[] {
  const widths = [numPixels, ...hidden, numClasses];
  return chain(...widths.slice(1).map((width, i) => [widths[i]!, width] as const));
}

function chain(...layers: readonly (readonly [number, number])[]): readonly TensorShape[] {
  return layers.flatMap(([inputs, outputs]) => [[inputs, outputs], [outputs]]);
}

export function sizeOf(shape: TensorShape): number {
  return shape.reduce((product, size) => product * size, 1);
}
