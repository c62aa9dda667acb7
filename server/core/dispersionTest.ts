import { normalCdf } from './normalCdf.ts';
import type { Estimate } from './outcomes.ts';
import { normalQuantile } from './quantiles.ts';

/** A ratio of a sum of squares to what independence makes of it: 1 for independent attempts. */
export interface Dispersion extends Estimate {
  /** Two-sided, under independence. */
  readonly pValue: number;
  /** Of the χ² whose mean and variance the sum has under independence. */
  readonly degreesOfFreedom: number;
}

/**
 * The test and the interval of a ratio with mean 1 and the given variance under independence: taken as χ²_ν/ν with ν = 2/variance, by the cube
 * root of Wilson & Hilferty (1931). The interval is that of the factor by which dependence multiplies the sum.
 */
export function dispersionTest(value: number, variance: number, level: number): Dispersion {
  const degreesOfFreedom = 2 / variance;
  const spread = 2 / (9 * degreesOfFreedom);
  const z = (Math.cbrt(Math.max(0, value)) - (1 - spread)) / Math.sqrt(spread);
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(spread);
  return {
    value,
    low: value / (1 - spread + reach) ** 3,
    high: value / Math.max(LEAST_ROOT, 1 - spread - reach) ** 3,
    pValue: Math.min(1, 2 * normalCdf(-Math.abs(z))),
    degreesOfFreedom,
  };
}

/** With one or two degrees of freedom the lower quantile of the cube root falls to 0 and below: the upper end is then far, and finite. */
const LEAST_ROOT = 0.1;
