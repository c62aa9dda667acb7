import { proportion } from '../../core/sfc32.ts';
import type { ImageSet } from '../compute/engine.ts';
import { randomStream } from '../randomStream.ts';

const SIDE = 28;

/**
 * Images that need no file: two to five soft strokes each, at places, of lengths and widths of their own, so that images differ in how hard they
 * are to remember. The same for everybody.
 */
export function syntheticImages(numImages: number): ImageSet {
  const numPixels = SIDE * SIDE;
  const pixels = new Float32Array(numImages * numPixels);
  for (let i = 0; i < numImages; i += 1) drawImage(pixels.subarray(i * numPixels, (i + 1) * numPixels), i);
  return { pixels, numImages, numPixels };
}

function drawImage(pixels: Float32Array, index: number): void {
  const next = randomStream(0, 'images', index);
  const between = (low: number, high: number): number => low + (high - low) * proportion(next());
  const numStrokes = 2 + Math.floor(between(0, 4));
  for (let stroke = 0; stroke < numStrokes; stroke += 1) {
    const [x, y, angle] = [between(6, 22), between(6, 22), between(0, Math.PI)];
    const [length, width, brightness] = [between(2, 9), between(0.8, 2.5), between(0.5, 1)];
    for (let pixel = 0; pixel < pixels.length; pixel += 1) {
      const [dx, dy] = [(pixel % SIDE) - x, Math.floor(pixel / SIDE) - y];
      const along = Math.abs(dx * Math.cos(angle) + dy * Math.sin(angle));
      const beyond = Math.max(0, along - length);
      const across = dx * Math.sin(angle) - dy * Math.cos(angle);
      const ink = brightness * Math.exp(-(across * across + beyond * beyond) / (2 * width * width));
      pixels[pixel] = Math.min(1, pixels[pixel]! + ink);
    }
  }
  // Bytes, as in a file of images.
  for (let pixel = 0; pixel < pixels.length; pixel += 1) pixels[pixel] = Math.round(pixels[pixel]! * 255) / 255;
}
