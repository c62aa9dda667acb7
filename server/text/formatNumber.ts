/**
 * Numbers as people read them. Every number that the editor, the panel or the command line shows goes through here, so
 * that the same quantity looks the same everywhere. Never `NaN`, `-0` or `Infinity`: a number that is not one is a dash.
 */

const ABSENT = '–';
const MINUS = '−';

/** A proportion (0 … 1) in percent with one decimal. What is not 0 or 1 never rounds to it: `<0.1%`, `>99.9%`. */
export function formatPercent(proportion: number): string {
  if (!Number.isFinite(proportion)) return ABSENT;
  if (proportion > 0 && proportion < 0.0005) return '<0.1%';
  if (proportion < 1 && proportion >= 0.9995) return '>99.9%';
  return `${formatPercentNumber(proportion)}%`;
}

/** A solve rate in percent: as `formatPercent`, and within a percentage point of 0 or 1 with two significant digits of what is left: `0.012%`, `99.98%`. */
export function formatRate(rate: number): string {
  return `${formatRateNumber(rate)}%`;
}

/** The same without its sign, for the inside of an interval. */
export function formatRateNumber(rate: number): string {
  if (rate > 0 && rate < 0.01) return formatSignificant(100 * rate, 2);
  if (rate > 0.99 && rate < 1) return (100 * rate).toFixed(Math.min(10, 1 - Math.floor(Math.log10(100 * (1 - rate)))));
  return formatPercentNumber(rate);
}

/** A proportion in percent with one decimal and no sign, for the inside of an interval. */
export function formatPercentNumber(proportion: number): string {
  return Number.isFinite(proportion) ? withoutNegativeZero((100 * proportion).toFixed(1)) : ABSENT;
}

/** A difference of proportions in percentage points, always with its sign: `+2.3 pp`. */
export function formatPercentagePoints(difference: number): string {
  if (!Number.isFinite(difference)) return ABSENT;
  const digits = withoutNegativeZero((100 * difference).toFixed(1));
  return `${digits.startsWith('-') ? `${MINUS}${digits.slice(1)}` : `+${digits}`} pp`;
}

/** A parameter of a law: three significant digits below 100, whole numbers above, powers of ten at the far ends. */
export function formatParameter(value: number): string {
  return formatSignificant(value, 3);
}

/** A value with `digits` significant digits; powers of ten below 0.001 and from a million on. */
export function formatSignificant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return ABSENT;
  if (value === 0) return '0';
  const exponential = value.toExponential(digits - 1);
  const exponent = Number(exponential.slice(exponential.indexOf('e') + 1));
  if (exponent < -3 || exponent >= 6)
    return `${exponential.slice(0, exponential.indexOf('e'))}×10${superscript(exponent)}`;
  return withThousands(Number(exponential).toFixed(Math.max(0, digits - 1 - exponent)));
}

/** A count with thousands separators: `1,640`; from 10¹⁵ on a power of ten. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return ABSENT;
  if (Math.abs(count) >= 1e15) return formatSignificant(count, 3);
  return withThousands(withoutNegativeZero(count.toFixed(0)));
}

/** `1 problem`, `164 problems`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  const number = Number.isInteger(count) ? formatCount(count) : formatSignificant(count, 2);
  return `${number} ${count === 1 ? singular : plural}`;
}

/** A count where room is short, as on an axis: `950`, `10k`, `1.5M`, `2B`. */
export function formatShortCount(count: number): string {
  if (!Number.isFinite(count)) return ABSENT;
  const rounded = Number(count.toPrecision(3));
  if (Math.abs(rounded) >= 1e15) return formatSignificant(rounded, 2);
  const [unit, suffix] = SHORT_COUNT_STEPS.find(([size]) => Math.abs(rounded) >= size) ?? [1, ''];
  return `${String(Number((rounded / unit).toPrecision(3)))}${suffix}`;
}

const SHORT_COUNT_STEPS = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** US dollars: cents from one dollar on, two significant digits below: `$1,234.50`, `$0.0032`. */
export function formatUsd(dollars: number): string {
  if (!Number.isFinite(dollars)) return ABSENT;
  const size = Math.abs(dollars);
  const sign = dollars < 0 ? MINUS : '';
  if (size === 0) return '$0';
  if (size >= 1e6) return `${sign}$${formatShortCount(size)}`;
  if (size >= 0.995) return `${sign}$${withThousands(size.toFixed(2))}`;
  if (size < 1e-8) return `${sign}$${formatSignificant(size, 2)}`;
  return `${sign}$${size.toFixed(1 - Math.floor(Math.log10(size)))}`;
}

/** Floating-point operations with an SI prefix and three significant digits: `2.40 TFLOP`. */
export function formatFlops(flops: number): string {
  if (!Number.isFinite(flops)) return ABSENT;
  const rounded = Number(flops.toPrecision(3));
  const step = Math.min(FLOP_PREFIXES.length - 1, Math.max(0, Math.floor(Math.log10(Math.abs(rounded) || 1) / 3)));
  return `${formatSignificant(rounded / 1000 ** step, 3)} ${FLOP_PREFIXES[step] ?? ''}FLOP`;
}

const FLOP_PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y', 'R', 'Q'];

/** A cost in its unit: `$0.0032`, `2.40 TFLOP`, `93 attempts`. */
export function formatCost(cost: number, unit: 'usd' | 'flops' | 'attempts'): string {
  switch (unit) {
    case 'usd':
      return formatUsd(cost);
    case 'flops':
      return formatFlops(cost);
    case 'attempts':
      return `${formatAttempts(cost)} ${roundAttempts(cost) === 1 ? 'attempt' : 'attempts'}`;
  }
}

/** Attempts, which in the mean need not be whole: `2.4`, `93`. */
export function formatAttempts(attempts: number): string {
  const rounded = roundAttempts(attempts);
  return Number.isInteger(rounded)
    ? formatCount(rounded)
    : `${rounded < 0 ? MINUS : ''}${formatSignificant(Math.abs(rounded), 2)}`;
}

/** Expected attempts need not be whole: `2.4`, but `93`. */
function roundAttempts(attempts: number): number {
  return Math.abs(attempts) >= 100 ? Math.round(attempts) : Number(attempts.toPrecision(2));
}

function withThousands(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function withoutNegativeZero(digits: string): string {
  return /^-0(\.0*)?$/.test(digits) ? digits.slice(1) : digits;
}

function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, (digit) => (digit === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '')));
}
