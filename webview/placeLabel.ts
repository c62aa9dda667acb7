export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The first of the candidate places that lies inside `area` and covers no obstacle; the first inside, if all of them do. */
export function placeLabel(
  candidates: readonly Box[],
  area: Box,
  obstacles: { readonly boxes: readonly Box[]; readonly points: readonly Point[] },
): Box | undefined {
  const inside = candidates.filter(
    (box) => box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom,
  );
  const clear = inside.filter((box) => !obstacles.boxes.some((other) => overlap(box, other)));
  return clear.find((box) => !obstacles.points.some((point) => contains(box, point))) ?? clear[0];
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function contains(box: Box, { x, y }: Point): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
