export interface LossPoint {
  readonly epoch: number;
  readonly loss: number;
}

const MAX_POINTS = 200;

/** The first and the last epoch, and so many between them that a chart is drawn of. Epochs count from 1. */
export function isKeptEpoch(epoch: number, epochs: number): boolean {
  return epoch === 1 || epoch === epochs || epoch % Math.ceil(epochs / MAX_POINTS) === 0;
}
