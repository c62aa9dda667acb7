import { parseColor } from './color.ts';
import { context2d } from './dom.ts';

export interface SvgRecording {
  /** A canvas whose context records what is drawn. */
  readonly canvas: HTMLCanvasElement;
  /** What stands on the canvas as a whole SVG document. */
  readonly toSvg: () => string;
}

/**
 * A canvas that writes down as SVG what is painted on it: exactly the drawing that is on the screen, as vectors and text.
 * Its context is a real one, which keeps the state (colors, dashes, transform, font metrics); only the methods that make paths
 * and paint are replaced. Gradients, images and `Path2D` are not recorded: nothing in the charts uses them.
 */
export function recordSvg(width: number, height: number): SvgRecording {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = context2d(canvas);
  const native = { save: context.save.bind(context), restore: context.restore.bind(context) };

  let shapes: string[] = [];
  let clips: string[] = [];
  let path: string[] = [];
  let clip = '';
  const clipStack: string[] = [];

  const add = (tag: string, attributes: string, content = '') => {
    const { a, b, c, d, e, f } = context.getTransform();
    const transform =
      a === 1 && b === 0 && c === 0 && d === 1 && e === 0 && f === 0
        ? ''
        : ` transform="matrix(${[a, b, c, d, e, f].map(digits).join(' ')})"`;
    shapes.push(`<g${clip}><${tag}${transform} ${attributes}${content === '' ? '/>' : `>${content}</${tag}>`}</g>`);
  };
  const rectangle = (x: number, y: number, w: number, h: number) =>
    `M${point(x, y)}h${digits(w)}v${digits(h)}h${digits(-w)}Z`;
  const text = (content: string, x: number, y: number, paint: string) => {
    const anchor = { left: 'start', start: 'start', center: 'middle', right: 'end', end: 'end' }[context.textAlign];
    const baseline = { top: '0.8em', hanging: '0.8em', middle: '0.35em', bottom: '-0.2em' }[
      context.textBaseline as string
    ];
    add(
      'text',
      `x="${digits(x)}" y="${digits(y)}" dy="${baseline ?? '0'}" text-anchor="${anchor}" ${fontAttributes(context.font)} ${paint}`,
      escape(content),
    );
  };
  const fillPaint = () => paint('fill', context.fillStyle);
  const strokePaint = () =>
    `fill="none" ${paint('stroke', context.strokeStyle)} stroke-width="${digits(context.lineWidth)}" ` +
    `stroke-linejoin="${context.lineJoin}" stroke-linecap="${context.lineCap}"` +
    (context.getLineDash().length === 0 ? '' : ` stroke-dasharray="${context.getLineDash().map(digits).join(' ')}"`);

  Object.assign(context, {
    save: () => {
      clipStack.push(clip);
      native.save();
    },
    restore: () => {
      clip = clipStack.pop() ?? '';
      native.restore();
    },
    beginPath: () => {
      path = [];
    },
    closePath: () => path.push('Z'),
    moveTo: (x: number, y: number) => path.push(`M${point(x, y)}`),
    lineTo: (x: number, y: number) => path.push(`${path.length === 0 ? 'M' : 'L'}${point(x, y)}`),
    bezierCurveTo: (...[x1, y1, x2, y2, x, y]: [number, number, number, number, number, number]) =>
      path.push(`C${point(x1, y1)} ${point(x2, y2)} ${point(x, y)}`),
    rect: (x: number, y: number, w: number, h: number) => path.push(rectangle(x, y, w, h)),
    arc: (x: number, y: number, radius: number, from: number, to: number) =>
      path.push(arc(x, y, radius, from, to, path.length === 0)),
    clip: () => {
      const id = `clip${String(clips.length)}`;
      clips.push(`<clipPath id="${id}"><path${clip} d="${path.join('')}"/></clipPath>`);
      clip = ` clip-path="url(#${id})"`;
    },
    fill: () => {
      add('path', `d="${path.join('')}" ${fillPaint()}`);
    },
    stroke: () => {
      add('path', `d="${path.join('')}" ${strokePaint()}`);
    },
    fillRect: (x: number, y: number, w: number, h: number) => {
      add('path', `d="${rectangle(x, y, w, h)}" ${fillPaint()}`);
    },
    strokeRect: (x: number, y: number, w: number, h: number) => {
      add('path', `d="${rectangle(x, y, w, h)}" ${strokePaint()}`);
    },
    fillText: (content: string, x: number, y: number) => {
      text(content, x, y, fillPaint());
    },
    strokeText: (content: string, x: number, y: number) => {
      text(content, x, y, strokePaint());
    },
    // The charts clear the whole canvas before they draw it anew.
    clearRect: () => {
      shapes = [];
      clips = [];
    },
  });

  return {
    canvas,
    toSvg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${digits(width)}" height="${digits(height)}" ` +
      `viewBox="0 0 ${digits(width)} ${digits(height)}"><defs>${clips.join('')}</defs>${shapes.join('')}</svg>`,
  };
}

/** Color and opacity apart: not every program that opens an SVG reads `rgba()`. */
function paint(name: 'fill' | 'stroke', style: string | CanvasGradient | CanvasPattern): string {
  const color = typeof style === 'string' ? parseColor(style) : undefined;
  if (color === undefined) return `${name}="none"`;
  const opacity = color.alpha === 1 ? '' : ` ${name}-opacity="${digits(color.alpha)}"`;
  return `${name}="rgb(${[color.red, color.green, color.blue].map(Math.round).join(',')})"${opacity}`;
}

/** An arc is halved, because SVG cannot draw a full circle in one stroke. */
function arc(x: number, y: number, radius: number, from: number, to: number, isFirst: boolean): string {
  const at = (angle: number) => point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  const sweep = to > from ? 1 : 0;
  const half = (angle: number) => `A${digits(radius)} ${digits(radius)} 0 0 ${String(sweep)} ${at(angle)}`;
  return `${isFirst ? 'M' : 'L'}${at(from)}${half((from + to) / 2)}${half(to)}`;
}

/** A canvas writes a font as `600 15px "DejaVu Sans", sans-serif`, style and weight only where they are not normal. */
function fontAttributes(font: string): string {
  const {
    prefix = '',
    size = '11',
    family = 'sans-serif',
  } = /^(?<prefix>.*?)(?<size>[\d.]+)px (?<family>.*)$/.exec(font)?.groups ?? {};
  const weight = /\b(?:bold|[1-9]00)\b/.exec(prefix)?.[0];
  return `font-family="${escape(family)}" font-size="${size}"${weight === undefined ? '' : ` font-weight="${weight}"`}`;
}

function point(x: number, y: number): string {
  return `${digits(x)} ${digits(y)}`;
}

function digits(value: number): string {
  return String(Number(value.toFixed(2)));
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
