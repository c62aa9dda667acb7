import { encodeUtf8 } from './json/bytes.ts';
import type { ByteSource } from './readResult.ts';

const CHUNK_SIZE = 1 << 16;
/** UTF-8 bytes that a UTF-16 unit takes at most. */
const MAX_UTF8_UNIT = 3;

/** Bytes that are in memory already: an open document, a test. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    ...chunkSource(onlyOnce(bytes), bytes.length),
    readAt: (target, position) => {
      const stretch = bytes.subarray(position, position + target.length);
      target.set(stretch);
      return stretch.length;
    },
  };
}

/** The UTF-8 bytes of a text, encoded piece by piece: offsets are into that encoding. A lone surrogate becomes U+FFFD. */
export function textSource(text: string): ByteSource {
  const encoder = new TextEncoder();
  const encoded = new Uint8Array(MAX_UTF8_UNIT * CHUNK_SIZE);
  let pos = 0;
  return chunkSource(() => {
    let end = Math.min(pos + CHUNK_SIZE, text.length);
    // A pair of surrogates is one character: it is not cut in two.
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end--;
    const { written } = encoder.encodeInto(text.slice(pos, end), encoded);
    pos = end;
    return encoded.subarray(0, written);
  });
}

/** The UTF-8 bytes of a UTF-16 source, which loses its byte-order mark. */
export function transcodedSource(source: ByteSource, encoding: 'utf-16le' | 'utf-16be'): ByteSource {
  const decoder = new TextDecoder(encoding);
  const raw = new Uint8Array(CHUNK_SIZE);
  let isDone = false;
  return chunkSource(() => {
    while (!isDone) {
      const count = source.read(raw);
      isDone = count === 0;
      const text = decoder.decode(raw.subarray(0, count), { stream: !isDone });
      if (text !== '') return encodeUtf8(text);
    }
    return EMPTY;
  });
}

/** `head`, which has been read from `source` already, and then the rest of it. */
export function rejoinedSource(head: Uint8Array, source: ByteSource): ByteSource {
  const again = bytesSource(head);
  return {
    ...source,
    read: (target) => {
      const count = again.read(target);
      return count > 0 ? count : source.read(target);
    },
  };
}

/** The first bytes of a source, `length` of them unless it ends before. */
export function readHead(source: ByteSource, length: number): Uint8Array {
  const head = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = source.read(head.subarray(filled));
    if (count === 0) break;
    filled += count;
  }
  return head.subarray(0, filled);
}

const EMPTY: Uint8Array = new Uint8Array(0);

/** Serves chunks, the last of them empty, in pieces of whatever length is asked for. */
export function chunkSource(nextChunk: () => Uint8Array, size?: number): ByteSource {
  let chunk: Uint8Array = EMPTY;
  let pos = 0;
  return {
    size,
    read: (target) => {
      if (pos === chunk.length) {
        chunk = nextChunk();
        pos = 0;
      }
      const count = Math.min(target.length, chunk.length - pos);
      target.set(chunk.subarray(pos, pos + count));
      pos += count;
      return count;
    },
  };
}

function onlyOnce(bytes: Uint8Array): () => Uint8Array {
  let rest: Uint8Array = bytes;
  return () => {
    const chunk = rest;
    rest = EMPTY;
    return chunk;
  };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
