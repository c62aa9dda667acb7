/**
 * Φ(z) to a relative error of 1.2e-7 in either tail: the Chebyshev fit of erfc in Press et al., Numerical Recipes, Section 6.2.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z) * Math.SQRT1_2;
  const t = 1 / (1 + 0.5 * x);
  let polynomial = 0;
  for (let i = COEFFICIENTS.length - 1; i >= 0; i -= 1) polynomial = polynomial * t + COEFFICIENTS[i]!;
  const tail = 0.5 * t * Math.exp(-x * x + polynomial);
  return z < 0 ? tail : 1 - tail;
}

const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];
