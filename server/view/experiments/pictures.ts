import type { ImageSample } from '../../protocol/experimentResult.ts';
import type { Picture, PictureRow } from '../../protocol/panel.ts';
import { formatCount, formatParameter } from '../../text/formatNumber.ts';

/** Images are 28 × 28. */
const SIDE = 28;

/** An image beside its reconstructions (Figures 4 and 7). */
export function imageRows(images: readonly ImageSample[]): readonly PictureRow[] {
  return images.map(({ index, pixels, reconstructions }) => ({
    label: `Image ${formatCount(index)}`,
    pictures: [
      picture(pixels, 'original', `Image ${formatCount(index)}, the original`),
      ...reconstructions.map(({ attempt, error, pixels: seen }) => {
        const name = attempt === 'mean' ? 'z = μ' : `attempt ${formatCount(attempt)}`;
        return picture(seen, `${name}, ${formatParameter(error)}`, `${name}, error ${formatParameter(error)}`);
      }),
    ],
  }));
}

function picture(pixelsBase64: string, label: string, description: string): Picture {
  return { width: SIDE, height: SIDE, pixelsBase64, label, description };
}
