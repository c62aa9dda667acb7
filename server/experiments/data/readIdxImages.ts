import { gunzipSync } from 'node:zlib';
import { ExperimentError } from '../experimentError.ts';
import type { ImageSet } from '../compute/engine.ts';

/** Magic number of an IDX file: bytes, three dimensions. */
const IMAGES_MAGIC = 0x00000803;
const HEADER_BYTES = 16;
/** The models of the paper have 28 × 28 inputs, and so have the pictures in a result. */
const SIDE = 28;

/**
 * The first `count` images of an IDX file (yann.lecun.com/exdb/mnist), plain or gzip, as pixels of 0 … 1.
 * Throws an `ExperimentError` that names the file where it is damaged or too short.
 */
export function readIdxImages(name: string, file: Uint8Array, count: number): ImageSet {
  const bytes = isGzip(file) ? unzip(name, file) : Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(0) !== IMAGES_MAGIC)
    throw new ExperimentError(`${name} is no IDX file of images (its first bytes should be 00 00 08 03).`);
  const numImages = bytes.readUInt32BE(4);
  const [rows, columns] = [bytes.readUInt32BE(8), bytes.readUInt32BE(12)];
  if (rows !== SIDE || columns !== SIDE)
    throw new ExperimentError(`${name} has images of ${rows} × ${columns} pixels; ${SIDE} × ${SIDE} are needed.`);
  if (numImages < count)
    throw new ExperimentError(
      `${name} has ${numImages} images, and the experiment asks for ${count}: set images=${numImages}, or give it a larger file.`,
    );
  const numPixels = rows * columns;
  const body = bytes.subarray(HEADER_BYTES, HEADER_BYTES + count * numPixels);
  if (body.length < count * numPixels)
    throw new ExperimentError(
      `${name} is cut off: it holds ${Math.floor(body.length / numPixels)} of the ${numImages} images it announces.`,
    );
  return { pixels: Float32Array.from(body, (value) => value / 255), numImages: count, numPixels };
}

function isGzip(file: Uint8Array): boolean {
  return file[0] === 0x1f && file[1] === 0x8b;
}

function unzip(name: string, file: Uint8Array): Buffer {
  try {
    return gunzipSync(file);
  } catch (error) {
    throw new ExperimentError(
      `${name} cannot be unpacked (${error instanceof Error ? error.message : String(error)}): fetch it again.`,
    );
  }
}
