import type { Picture, PictureRow } from '../server/protocol/panel.ts';
import { context2d, element } from './dom.ts';

export interface Pictures {
  readonly node: HTMLElement;
  readonly update: (rows: readonly PictureRow[]) => void;
}

/** Images of an experiment, row by row, each with its caption. */
export function createPictures(): Pictures {
  const node = element('section', { class: 'pictures', 'aria-label': 'Images' });
  let shown: readonly PictureRow[] = [];
  return {
    node,
    update: (rows) => {
      node.hidden = rows.length === 0;
      if (rows === shown) return;
      shown = rows;
      node.replaceChildren(
        ...rows.map(({ label, pictures }) =>
          element(
            'div',
            { class: 'picture-row' },
            element('h2', {}, label),
            element('div', {}, ...pictures.map(picture)),
          ),
        ),
      );
    },
  };
}

function picture({ width, height, pixelsBase64, label, description, isLarge }: Picture): HTMLElement {
  const canvas = element('canvas', { role: 'img', 'aria-label': description, class: isLarge === true ? 'large' : '' });
  canvas.width = width;
  canvas.height = height;
  const context = context2d(canvas);
  const image = context.createImageData(width, height);
  const bytes = atob(pixelsBase64);
  for (let i = 0; i < bytes.length; i++) {
    image.data.fill(bytes.charCodeAt(i), 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return element('figure', { class: 'picture' }, canvas, element('figcaption', {}, label));
}
