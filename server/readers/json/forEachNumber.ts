import type { ByteRange } from '../../core/counts.ts';
import type { ByteWindow } from './byteWindow.ts';
import { offsetOf } from './byteWindow.ts';
import { OPEN_BRACE } from './bytes.ts';
import { enterObject, nextAnyKey } from './containers.ts';
import { readNumber } from './readScalar.ts';
import { peekByte } from './skipValue.ts';

/** A number among the members of an object, of whatever objects are in it. */
export interface NumberPlace {
  /** The keys that lead to it, outermost first. */
  readonly keys: readonly string[];
  readonly range: ByteRange;
}

/** Reads an object of metrics, down to `depth` keys: calls `visit` with each number, NaN and infinities too. Passes any other value. */
export function forEachNumber(
  window: ByteWindow,
  depth: number,
  visit: (value: number, place: NumberPlace) => void,
  keys: readonly string[] = [],
): void {
  if (keys.length < depth && peekByte(window) === OPEN_BRACE) {
    enterObject(window);
    for (let key = nextAnyKey(window); key !== undefined; key = nextAnyKey(window)) {
      forEachNumber(window, depth, visit, [...keys, key]);
    }
    return;
  }
  peekByte(window);
  const start = offsetOf(window);
  const value = readNumber(window);
  if (value !== undefined) visit(value, { keys, range: { start, end: offsetOf(window) } });
}
