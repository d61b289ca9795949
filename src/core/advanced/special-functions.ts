/**
 * The special functions under the distributions: log-gamma, and the regularised incomplete gamma and beta functions.
 *
 * The leading factors are computed as in C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000):
 * the error of Stirling's formula and the deviance part are added apart, so that no digits cancel for large counts.
 */

const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
const TINY = 1e-300;
const MAX_TERMS = 100_000;

/** Coefficients of the Stirling series 1/(12n) − 1/(360n³) + …, from Bernoulli numbers. */
const STIRLING_SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** Lanczos coefficients for g = 7 (nine terms), good to about 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x >= 15) return (x - 0.5) * Math.log(x) - x + LOG_SQRT_2PI + stirlingSeries(x);
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0] ?? NaN;
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? NaN) / (x - 1 + i);
  const t = x + 6.5;
  return LOG_SQRT_2PI + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

function stirlingSeries(n: number): number {
  const square = 1 / (n * n);
  let sum = 0;
  for (let i = STIRLING_SERIES.length - 1; i >= 0; i--) sum = sum * square + (STIRLING_SERIES[i] ?? NaN);
  return sum / n;
}

/** The error of Stirling's formula, ln Γ(n+1) − ½ ln(2πn) − n ln n + n, for n > 0. */
function stirlingError(n: number): number {
  if (n >= 15) return stirlingSeries(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - LOG_SQRT_2PI;
}

/** The deviance part x·ln(x/m) + m − x, without cancellation where x is close to m. */
function deviancePart(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** λ^x · e^−λ / Γ(x+1) for real x ≥ 0 and λ ≥ 0: the Poisson probability where x is a count. */
export function poissonTerm(x: number, lambda: number): number {
  if (lambda === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-lambda);
  return Math.exp(-stirlingError(x) - deviancePart(x, lambda)) / Math.sqrt(2 * Math.PI * x);
}

/** Γ(n+1)/(Γ(x+1)Γ(n−x+1)) · p^x · q^(n−x) for real 0 ≤ x ≤ n: the binomial probability where x and n are counts. */
export function binomialTerm(x: number, n: number, p: number): number {
  const q = 1 - p;
  if (p <= 0) return x === 0 ? 1 : 0;
  if (q <= 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * Math.log1p(-p));
  if (x === n) return Math.exp(n * Math.log(p));
  const correction = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  const deviance = deviancePart(x, n * p) + deviancePart(n - x, n * q);
  return Math.exp(correction - deviance) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

/** The two regularised incomplete gamma functions, each accurate where it is small. */
export interface GammaTails {
  /** P(a, x) */
  readonly lower: number;
  /** Q(a, x) = 1 − P(a, x) */
  readonly upper: number;
}

/**
 * Regularised incomplete gamma functions for a > 0 and x ≥ 0: the series for x < a + 1, else Lentz's continued
 * fraction, so that the smaller tail keeps its digits.
 */
export function incompleteGamma(a: number, x: number): GammaTails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const factor = poissonTerm(a, x);
  if (x < a + 1) {
    const lower = factor * gammaSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = factor * a * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
function gammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MAX_TERMS && term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/** 1/(x+1−a− 1(1−a)/(x+3−a− …)) by the modified method of Lentz. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MAX_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / awayFromZero(an * d + b);
    c = awayFromZero(b + an / c);
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 2e-16) break;
  }
  return h;
}

/** The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const factor = (binomialTerm(a, a + b, x) * a * b) / (a + b);
  if (x <= (a + 1) / (a + b + 2)) return (factor * betaFraction(x, a, b)) / a;
  return 1 - (factor * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 2e-16) break;
  }
  return h;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
