import type { InferenceSession } from 'onnxruntime-common';
import { type Feeds, floatsOf } from './onnxSession.ts';

/** A sequence, which onnxruntime-node cannot give back, has to be the first output of the graph under this name. */
export const UNRETURNED = 'unreturned';

/**
 * Runs a graph that has an unreturned output for what it writes into `outputs`, all others that it has. onnxruntime-node 1.30 would copy each of
 * them, to give back a tensor that nobody looks at (github.com/microsoft/onnxruntime/pull/32346 is to end that): with 651,000 gradients half a
 * millisecond of two. It gives back sequences not at all, and says so when all is computed, before the first copy.
 */
export async function runInto(session: InferenceSession, feeds: Feeds, outputs: Feeds): Promise<void> {
  const numbers = Object.values(outputs).map(floatsOf);
  for (const values of numbers) values[0] = UNWRITTEN;
  try {
    await session.run(feeds, { ...outputs, [UNRETURNED]: null });
  } catch (error) {
    const isRefusal = error instanceof Error && error.message.startsWith('Non tensor type');
    if (!isRefusal || numbers.some((values) => values[0] === UNWRITTEN)) throw error;
  }
}

/** No loss is that, and a version that refused before it computed would leave it. */
const UNWRITTEN = -Infinity;
