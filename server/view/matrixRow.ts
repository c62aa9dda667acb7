import type { BlockMatrix } from '../core/blockMeans.ts';
import type { PictureRow } from '../protocol/panel.ts';
import { formatCount, formatParameter } from '../text/formatNumber.ts';

/** The correlation matrix as a picture: dark is the least, light the greatest. */
export function matrixRow({ size, blockSize, values }: BlockMatrix, trials: number): PictureRow {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const bytes = values.map((value) => (high > low ? Math.round((255 * (value - low)) / (high - low)) : 0));
  const range = `${formatParameter(low)} (dark) to ${formatParameter(high)} (light)`;
  return {
    label: `Correlation matrix of ${formatCount(trials)} trials (Eq. 15)${blockSize > 1 ? ', block means' : ''}`,
    pictures: [
      {
        ...{ width: size, height: size, pixelsBase64: base64(bytes), isLarge: true },
        ...{ label: range, description: `The correlation matrix of trials, from ${range}` },
      },
    ],
  };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const word = (a << 16) | (b << 8) | c;
    const left = bytes.length - i;
    text += DIGITS.charAt(word >> 18) + DIGITS.charAt((word >> 12) & 63);
    text += (left > 1 ? DIGITS.charAt((word >> 6) & 63) : '=') + (left > 2 ? DIGITS.charAt(word & 63) : '=');
  }
  return text;
}
