/**
 * Φ(z) to a relative error of 1.2e-7 in either tail: the Chebyshev fit of erfc in Press et al., Numerical Recipes, Section 6.2.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z) * Math.SQRT1_2;
  const t = 1 / (1 + 0.5 * x);
  // Horner's scheme by hand: a loop over the coefficients takes twice as long, and mixtures ask for thousands of values.
  let polynomial = 0.17087277;
  polynomial = polynomial * t - 0.82215223;
  polynomial = polynomial * t + 1.48851587;
  polynomial = polynomial * t - 1.13520398;
  polynomial = polynomial * t + 0.27886807;
  polynomial = polynomial * t - 0.18628806;
  polynomial = polynomial * t + 0.09678418;
  polynomial = polynomial * t + 0.37409196;
  polynomial = polynomial * t + 1.00002368;
  polynomial = polynomial * t - 1.26551223;
  const tail = 0.5 * t * Math.exp(-x * x + polynomial);
  return z < 0 ? tail : 1 - tail;
}
