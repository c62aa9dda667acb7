type Attributes = Readonly<Record<string, string>>;

/**
 * A new element with its attributes and children. A string child becomes a text node: nothing is ever parsed as HTML, so that
 * text from a log stays text.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** The 2D context of a canvas that no other kind of context was taken from. */
export function context2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The panel cannot draw: this browser offers no 2D canvas.');
  return context;
}
