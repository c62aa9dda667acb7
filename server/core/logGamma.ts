/** log Γ(x) for x > 0; absolute error below 1e-14·max(1, |log Γ(x)|). */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < STIRLING_FROM) {
    product *= shifted;
    shifted += 1;
  }
  return (
    (shifted - 0.5) * Math.log(shifted) -
    shifted +
    HALF_LOG_TWO_PI +
    stirlingTail(shifted) +
    1 / (12 * shifted) -
    Math.log(product)
  );
}

/** From here on the Stirling series below is exact to double precision. */
export const STIRLING_FROM = 12;

/** Stirling's series of log Γ(x) without its leading 1/(12x), for x ≥ STIRLING_FROM (Abramowitz & Stegun 6.1.41). */
export function stirlingTail(x: number): number {
  const r = 1 / (x * x);
  return -(r / x) * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))));
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
