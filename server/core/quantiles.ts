import { logGamma } from './logGamma.ts';

/**
 * z with Φ(z) = probability, for probability in (0, 1), to a relative error of 1e-14.
 * Wichura's algorithm AS 241 (PPND16), Applied Statistics 37, 1988.
 */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) return q * rational(CENTRAL, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
  return Math.sign(q) * (r <= 5 ? rational(TAIL, r - 1.6) : rational(FAR_TAIL, r - 5));
}

/** Quantile of χ² with one degree of freedom, for probability in (0, 1). */
export function chiSquare1Quantile(probability: number): number {
  return normalQuantile((1 + probability) / 2) ** 2;
}

/**
 * Quantile of Student's t with a natural number of degrees of freedom, for probability in [1e-4, 1 − 1e-4], to a relative error of 1e-6.
 * From z by Cornish and Fisher (Abramowitz & Stegun 26.7.5); where few degrees of freedom make that too short, Newton steps on the
 * exact distribution follow: the start is to the left of the root of a concave function, so they rise to it.
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  const upper = Math.max(probability, 1 - probability);
  const n = degreesOfFreedom;
  const z = normalQuantile(upper);
  const y = z * z;
  const g1 = (z * (y + 1)) / 4;
  const g2 = (z * ((5 * y + 16) * y + 3)) / 96;
  const g3 = (z * (((3 * y + 19) * y + 17) * y - 15)) / 384;
  const g4 = (z * ((((79 * y + 776) * y + 1482) * y - 1920) * y - 945)) / 92160;
  let t = z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
  if (n <= EXACT_STUDENT_UP_TO) {
    const density = Math.exp(logGamma((n + 1) / 2) - logGamma(n / 2)) / Math.sqrt(n * Math.PI);
    for (let i = 0; i < 60; i += 1) {
      const step = (upper - studentDistribution(t, n)) / (density * (1 + (t * t) / n) ** (-(n + 1) / 2));
      t += step;
      if (Math.abs(step) < 1e-9 * t) break;
    }
  }
  return probability < 0.5 ? -t : t;
}

const EXACT_STUDENT_UP_TO = 40;

/** P(T ≤ t) by the finite sum of Abramowitz & Stegun 26.7.3 and 26.7.4. */
function studentDistribution(t: number, n: number): number {
  const angle = Math.atan(t / Math.sqrt(n));
  const cosine = Math.cos(angle);
  const isOdd = n % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = n === 1 ? 0 : term;
  for (let j = isOdd ? 3 : 2; j <= n - 2; j += 2) {
    term *= ((j - 1) / j) * cosine * cosine;
    sum += term;
  }
  const central = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return 0.5 + central / 2;
}

/** Numerator and denominator coefficients, lowest power first. */
type Rational = readonly (readonly [numerator: number, denominator: number])[];

function rational(coefficients: Rational, x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (let i = coefficients.length - 1; i >= 0; i -= 1) {
    const [a, b] = coefficients[i]!;
    numerator = numerator * x + a;
    denominator = denominator * x + b;
  }
  return numerator / denominator;
}

const CENTRAL: Rational = [
  [3.387132872796366608, 1],
  [133.14166789178437745, 42.313330701600911252],
  [1971.5909503065514427, 687.1870074920579083],
  [13731.693765509461125, 5394.1960214247511077],
  [45921.953931549871457, 21213.794301586595867],
  [67265.770927008700853, 39307.89580009271061],
  [33430.575583588128105, 28729.085735721942674],
  [2509.0809287301226727, 5226.495278852545925],
];

const TAIL: Rational = [
  [1.42343711074968357734, 1],
  [4.6303378461565452959, 2.05319162663775882187],
  [5.7694972214606914055, 1.6763848301838038494],
  [3.64784832476320460504, 0.68976733498510000455],
  [1.27045825245236838258, 0.14810397642748007459],
  [0.24178072517745061177, 0.0151986665636164571966],
  [0.0227238449892691845833, 5.475938084995344946e-4],
  [7.7454501427834140764e-4, 1.05075007164441684324e-9],
];

const FAR_TAIL: Rational = [
  [6.6579046435011037772, 1],
  [5.4637849111641143699, 0.59983220655588793769],
  [1.7848265399172913358, 0.13692988092273580531],
  [0.29656057182850489123, 0.0148753612908506148525],
  [0.026532189526576123093, 7.868691311456132591e-4],
  [0.0012426609473880784386, 1.8463183175100546818e-5],
  [2.71155556874348757815e-5, 1.4215117583164458887e-7],
  [2.01033439929228813265e-7, 2.04426310338993978564e-15],
];
