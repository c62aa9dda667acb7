import type { AxisFormat } from '../server/protocol/panel.ts';

/**
 * Tick values of a log axis from `min` to `max` (0 < min < max): powers of ten; with 2 and 5, or all whole multiples, where
 * fewer than two powers, or none, would be left; every second or third power on a long axis.
 */
export function logTicks(min: number, max: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
  const decades = Math.log10(max / min);
  const stride = Math.ceil(decades / 8);
  const multiples = decades > 2 ? [1] : decades > 0.9 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9];
  const exponents = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  return exponents
    .filter((exponent) => exponent % stride === 0)
    .flatMap((exponent) => multiples.map((multiple) => multiple * 10 ** exponent))
    .filter((value) => value >= min * 0.999 && value <= max * 1.001);
}

/** A round number on an axis, short: `10k`, `0.01%`, `$0.001`, `1T`. */
export function formatTick(value: number, format: AxisFormat): string {
  switch (format) {
    case 'percent':
      return `${plain(100 * value)}%`;
    case 'usd':
      return `$${short(value)}`;
    case 'count':
    case 'flops':
      return short(value);
    case 'plain':
      return value > 0 && value < 0.0009 ? powerOfTen(value) : plain(value);
  }
}

const UNITS = [
  [1e24, 'Y'],
  [1e21, 'Z'],
  [1e18, 'E'],
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

function short(value: number): string {
  const unit = UNITS.find(([size]) => value >= size * 0.999);
  return unit === undefined ? plain(value) : `${plain(value / unit[0])}${unit[1]}`;
}

/** `10⁻⁵`, `2×10⁻⁵`. */
function powerOfTen(value: number): string {
  const [digits = '', exponent = ''] = Number(value.toPrecision(3)).toExponential().split('e');
  const superscript = exponent.replace(/[-\d]/g, (sign) => (sign === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? '')));
  return digits === '1' ? `10${superscript}` : `${digits}×10${superscript}`;
}

/** Without the noise of binary fractions, and without an exponent as far down as an axis goes. */
function plain(value: number): string {
  const rounded = Number(value.toPrecision(4));
  return rounded.toLocaleString('en-US', { maximumSignificantDigits: 4, useGrouping: false });
}
