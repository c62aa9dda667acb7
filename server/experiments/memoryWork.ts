import type { MemorySpec } from '../protocol/experiment.ts';
import { type Retrieving, retrievalsOf } from './retrievals.ts';

/** So much longer than its matrix products alone, each in its own way, takes a step of training, and a trial with its noise. */
const TRAINING_FACTOR = 3;
const NOISE_FACTOR = 2;

/** Work about proportional to time, for the share that is done and the time that is left. */
export function memoryWork(spec: MemorySpec): {
  readonly ofEpoch: number;
  /** Of all attempts. */
  readonly ofRetrieval: (retrieval: Retrieving) => number;
  readonly ofSeed: number;
  readonly ofAll: number;
} {
  const widths = [784, ...spec.hidden, spec.images];
  const products = widths.slice(1).reduce((sum, width, i) => sum + width * widths[i]!, 0);
  const ofEpoch = TRAINING_FACTOR * 6 * products * spec.images;
  // Without noise one look at the logits is enough for all attempts.
  const ofRetrieval = ({ noise }: Retrieving): number =>
    2 * products * spec.images * (noise > 0 ? NOISE_FACTOR * spec.attempts : 1);
  const ofSeed = spec.epochs * ofEpoch + retrievalsOf(spec).reduce((sum, each) => sum + ofRetrieval(each), 0);
  return { ofEpoch, ofRetrieval, ofSeed, ofAll: spec.seeds.length * ofSeed };
}
