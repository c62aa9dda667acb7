/**
 * Passes over a structure in Thrift's compact protocol, as the index and the headers of pages are written in, and throws where its lists claim more
 * elements than it has bytes: the parser would make room for each. @returns where it ends
 */
export function checkThrift(bytes: Uint8Array): number {
  let offset = 0;
  let numElements = 0;

  const byte = (): number => {
    const next = bytes[offset++];
    if (next === undefined) throw new Error('the structure ends too early');
    return next;
  };
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
    }
  };
  const text = (): void => {
    const length = varint();
    offset += length;
  };
  const list = (): void => {
    const head = byte();
    const size = head >> 4 === 15 ? varint() : head >> 4;
    numElements += size;
    if (numElements > bytes.length) throw new Error('a list is longer than what holds it');
    const type = head & 0x0f;
    // The parser takes no byte for one of these.
    if (type !== TRUE && type !== FALSE) for (let i = 0; i < size; i++) value(type);
  };
  const struct = (): void => {
    for (let head = byte(); (head & 0x0f) !== STOP; head = byte()) {
      if (head >> 4 === 0) varint();
      value(head & 0x0f);
    }
  };
  const value = (type: number): void => {
    if (type === TRUE || type === FALSE) return;
    if (type === BYTE) offset += 1;
    else if (type <= I64) varint();
    else if (type === DOUBLE) offset += 8;
    else if (type === BINARY) text();
    else if (type === LIST) list();
    else if (type === STRUCT) struct();
    else throw new Error(`a value is of the type ${type}, which is not known`);
  };

  struct();
  return offset;
}

const STOP = 0;
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;
