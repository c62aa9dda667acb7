/**
 * What of Protocol Buffers an ONNX model needs (protobuf.dev/programming-guides/encoding): fields as bytes.
 * Numbers and names of the fields are those of `onnx.proto`.
 */

/** A field that holds an integer, `n` ≥ 0 and exact. */
export function integerField(field: number, n: number): Buffer {
  return Buffer.concat([tag(field, 0), varint(n)]);
}

/** A field that holds a string, bytes, or another message. */
export function bytesField(field: number, content: string | Uint8Array): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return Buffer.concat([tag(field, 2), varint(bytes.length), bytes]);
}

function tag(field: number, wireType: 0 | 2): Buffer {
  return varint(field * 8 + wireType);
}

/** LEB128. Negative integers are written as 64 bits in two's complement, as protobuf wants them. */
export function varint(n: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(n));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}
