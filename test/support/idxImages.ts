/** An IDX file of so many images, of pixels that differ. */
export function idxImages(count: number, side = 28): Uint8Array {
  const file = Buffer.alloc(16 + count * side * side);
  file.writeUInt32BE(0x00000803, 0);
  [count, side, side].forEach((value, i) => file.writeUInt32BE(value, 4 * (i + 1)));
  for (let i = 16; i < file.length; i += 1) file[i] = (7 * i) % 256;
  return file;
}
