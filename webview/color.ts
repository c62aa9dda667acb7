/** Red, green, blue 0 … 255, alpha 0 … 1. */
export interface Rgba {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** A CSS color as themes and canvases write it: `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()`. */
export function parseColor(css: string): Rgba | undefined {
  const text = css.trim();
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text)?.[1];
  if (hex !== undefined) {
    const digits = hex.length <= 4 ? hex.replace(/./g, '$&$&') : hex;
    const [red = 0, green = 0, blue = 0, alpha = 255] = (digits.match(/../g) ?? []).map((pair) =>
      Number.parseInt(pair, 16),
    );
    return { red, green, blue, alpha: alpha / 255 };
  }
  const parts = /^rgba?\(([^)]*)\)$/i
    .exec(text)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  if (parts === undefined || parts.length < 3 || parts.some(Number.isNaN)) return undefined;
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  return { red, green, blue, alpha };
}

export function formatColor({ red, green, blue, alpha }: Rgba): string {
  return `rgba(${[red, green, blue].map(Math.round).join(', ')}, ${String(alpha)})`;
}

/** `share` of `over` upon `under`, both taken as opaque. */
export function mix(under: Rgba, over: Rgba, share: number): Rgba {
  const channel = (name: 'red' | 'green' | 'blue') => under[name] + (over[name] - under[name]) * share;
  return { red: channel('red'), green: channel('green'), blue: channel('blue'), alpha: 1 };
}

/** Contrast ratio of WCAG 2.2, 1 … 21, of opaque colors. */
export function contrast(first: Rgba, second: Rgba): number {
  const [darker, lighter] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** `color`, moved towards `foreground` as little as is needed to stand out from `background` by `ratio`. */
export function withContrast(color: Rgba, background: Rgba, foreground: Rgba, ratio: number): Rgba {
  const opaque = mix(background, color, color.alpha);
  const shares = Array.from({ length: 21 }, (_, step) => step / 20);
  const share = shares.find((candidate) => contrast(mix(opaque, foreground, candidate), background) >= ratio) ?? 1;
  return mix(opaque, foreground, share);
}

/** Relative luminance of WCAG 2.2, 0 … 1. */
function luminance({ red, green, blue }: Rgba): number {
  const linear = (channel: number) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
