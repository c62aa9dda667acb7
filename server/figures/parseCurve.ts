import type { CurvePoint } from '../core/observedPassAtK.ts';

/** A pass@k curve that was read, or the line that is no point of one; `notACurve` where the file has another header. */
export type ParsedCurve =
  | { readonly kind: 'curve'; readonly points: readonly CurvePoint[] }
  | { readonly kind: 'notACurve' }
  | { readonly kind: 'badLine'; readonly line: number; readonly message: string };

const K_NAMES = ['k', 'x', 'num_samples', 'samples', 'attempts'];
const PASS_NAMES = ['pass@k', 'pass_at_k', 'coverage', 'value', 'y', 'p'];

/** CSV with a header and two columns, k and pass@k (0 … 1). Digitized curves have k that are not whole, and a little below 1. */
export function parseCurve(text: string): ParsedCurve {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [first = '', second = '', ...others] = header.split(',').map((name) => name.trim().toLowerCase());
  if (others.length > 0 || !K_NAMES.includes(first) || !PASS_NAMES.includes(second)) return { kind: 'notACurve' };
  const points: CurvePoint[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [k = NaN, value = NaN] = line.split(',').map((cell) => (cell.trim() === '' ? NaN : Number(cell)));
    const message = !(k > 0 && Number.isFinite(k))
      ? 'k must be a number above 0'
      : !(value >= 0 && value <= 1)
        ? 'pass@k must be a number from 0 to 1'
        : undefined;
    if (message !== undefined) return { kind: 'badLine', line: index + 2, message };
    points.push({ k, value });
  }
  return { kind: 'curve', points: points.sort((a, b) => a.k - b.k) };
}
