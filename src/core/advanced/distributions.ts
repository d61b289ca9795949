/**
 * Distribution functions and quantiles of the normal, Student t, chi-square, gamma, beta, Poisson and binomial
 * distributions, to about twelve digits. Quantiles are found by Newton steps on the distribution function, kept inside
 * a bracket that only shrinks.
 */
import {
  binomialTerm,
  incompleteBeta,
  incompleteGamma,
  logGamma,
  poissonTerm,
  type GammaTails,
} from './special-functions.js';

/** A continuous distribution as the quantile search needs it; both tails, so that small ones keep their digits. */
interface Continuous {
  readonly lower: (x: number) => number;
  readonly upper: (x: number) => number;
  readonly density: (x: number) => number;
}

/** Φ(z), the standard normal distribution function; accurate in the far lower tail. */
export function normalCdf(z: number): number {
  const tail = 0.5 * incompleteGamma(0.5, 0.5 * z * z).upper;
  return z < 0 ? tail : 1 - tail;
}

/**
 * The standard normal quantile: −∞ at 0, +∞ at 1.
 *
 * @throws RangeError when the probability lies outside 0..1
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(probability: number): number {
  assertProbability(probability);
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  if (tail === 0) return probability === 0 ? -Infinity : Infinity;
  const z = lowerNormalQuantile(tail);
  return probability < 0.5 ? z : -z;
}

/** Hastings' rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4), then Halley steps. */
function lowerNormalQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = top / bottom - t;
  for (let step = 0; step < 4; step++) {
    const u = (normalCdf(z) - tail) * Math.sqrt(2 * Math.PI) * Math.exp(0.5 * z * z);
    const change = u / (1 + 0.5 * z * u);
    z -= change;
    if (Math.abs(change) < 1e-15 * Math.abs(z)) break;
  }
  return z;
}

/** Distribution function of the gamma distribution with the given shape and scale 1. */
export function gammaCdf(x: number, shape: number): number {
  return incompleteGamma(shape, x).lower;
}

/** Quantile of the gamma distribution with the given shape (≥ 0; 0 is the point mass at 0) and scale 1. */
export function gammaQuantile(probability: number, shape: number): number {
  assertProbability(probability);
  if (shape === 0 || probability === 0) return 0;
  if (probability === 1) return Infinity;
  const z = normalQuantile(probability);
  const c = 1 / (9 * shape);
  const cube = shape * (1 - c + z * Math.sqrt(c)) ** 3;
  const small = Math.exp((Math.log(probability) + logGamma(shape + 1)) / shape);
  const start = shape < 1 || cube <= 0 ? small : cube;
  return solveQuantile(
    tailsOf(probability),
    { start, end: Infinity },
    {
      lower: (x) => incompleteGamma(shape, x).lower,
      upper: (x) => incompleteGamma(shape, x).upper,
      density: (x) => (shape / x) * poissonTerm(shape, x),
    },
  );
}

/** Distribution function of chi-square with the given degrees of freedom. */
export function chiSquareCdf(x: number, degrees: number): number {
  return gammaCdf(x / 2, degrees / 2);
}

/**
 * Quantile of chi-square; 0 for no degrees of freedom.
 *
 * @example chiSquareQuantile(0.95, 1) // 3.841458820694124
 */
export function chiSquareQuantile(probability: number, degrees: number): number {
  return 2 * gammaQuantile(probability, degrees / 2);
}

/** Distribution function of the beta distribution. */
export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(x, a, b);
}

/** Quantile of the beta distribution for a, b > 0. */
export function betaQuantile(probability: number, a: number, b: number): number {
  assertProbability(probability);
  if (probability === 0 || probability === 1) return probability;
  return solveQuantile(
    tailsOf(probability),
    { start: a / (a + b), end: 1 },
    {
      lower: (x) => incompleteBeta(x, a, b),
      upper: (x) => incompleteBeta(1 - x, b, a),
      density: (x) => (binomialTerm(a, a + b, x) * a * b) / ((a + b) * x * (1 - x)),
    },
  );
}

/** Distribution function of Student's t with the given degrees of freedom (> 0). */
export function studentCdf(t: number, degrees: number): number {
  const tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  return t < 0 ? tail : 1 - tail;
}

/**
 * Quantile of Student's t.
 *
 * @example studentQuantile(0.975, 9) // 2.2621571627982053
 */
export function studentQuantile(probability: number, degrees: number): number {
  assertProbability(probability);
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  if (tail === 0) return probability === 0 ? -Infinity : Infinity;
  const z = -normalQuantile(tail);
  const start = z + (z ** 3 + z) / (4 * degrees);
  const norm = Math.exp(logGamma((degrees + 1) / 2) - logGamma(degrees / 2)) / Math.sqrt(degrees * Math.PI);
  const upper = (t: number): number => 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  const t = solveQuantile(
    { lower: 1 - tail, upper: tail },
    { start, end: Infinity },
    {
      lower: (x) => 1 - upper(x),
      upper,
      density: (x) => norm * (1 + (x * x) / degrees) ** (-(degrees + 1) / 2),
    },
  );
  return probability < 0.5 ? -t : t;
}

/** F(k) of the Poisson distribution; 0 below 0. */
export function poissonCdf(k: number, lambda: number): number {
  if (k < 0) return 0;
  return incompleteGamma(Math.floor(k) + 1, lambda).upper;
}

/** f(k) of the Poisson distribution at a count k. */
export function poissonProbability(k: number, lambda: number): number {
  return k < 0 ? 0 : poissonTerm(k, lambda);
}

/** F(k) of the binomial distribution; 0 below 0, 1 from n on. */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return incompleteBeta(1 - p, n - whole, whole + 1);
}

/** f(k) of the binomial distribution at a count k. */
export function binomialProbability(k: number, n: number, p: number): number {
  return k < 0 || k > n ? 0 : binomialTerm(k, n, p);
}

/** The smallest count k with F(k) ≥ p, looked for outwards from a guess. */
export function smallestCount(cdf: (k: number) => number, probability: number, guess: number): number {
  let k = Math.max(0, Math.floor(guess));
  while (cdf(k) < probability) k++;
  while (k > 0 && cdf(k - 1) >= probability) k--;
  return k;
}

function assertProbability(probability: number): void {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability lies between 0 and 1, not at ${probability}`);
  }
}

function tailsOf(probability: number): GammaTails {
  return { lower: probability, upper: 1 - probability };
}

/** Newton steps inside (0, end); where a step would leave the bracket, the bracket is halved instead. */
function solveQuantile(
  target: GammaTails,
  search: { readonly start: number; readonly end: number },
  law: Continuous,
): number {
  const inUpper = target.upper < target.lower;
  let low = 0;
  let high = search.end;
  let x = search.start;
  for (let step = 0; step < 200; step++) {
    const excess = inUpper ? target.upper - law.upper(x) : law.lower(x) - target.lower;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const next = x - excess / law.density(x);
    const inside = next > low && next < high;
    const halved = high === Infinity ? 2 * x : 0.5 * (low + high);
    const proposal = inside ? next : halved;
    if (Math.abs(proposal - x) <= 1e-15 * Math.abs(x)) return proposal;
    x = proposal;
  }
  return x;
}
