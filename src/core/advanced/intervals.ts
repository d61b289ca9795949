/**
 * Confidence intervals of proportions, counts and means, as the UK Health Security Agency computes them
 * (PHEindicatormethods): Wilson for proportions, Byar's approximation for counts of ten and more, exact Poisson limits
 * below, Student's t for means.
 */
import { betaQuantile, chiSquareQuantile, normalQuantile, studentQuantile } from './distributions.js';

/** Limits of an interval, in the unit of what they enclose. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** Limits at a level of confidence (0.95 for 95 %). */
export interface Interval extends Limits {
  readonly level: number;
}

/** Counts below this take exact Poisson limits in place of Byar's approximation. */
export const EXACT_BELOW = 10;

/** Levels are few and counts below ten fewer, while columns are long: what they lead to is computed once. */
const MEMORY_LIMIT = 1000;
const zMemory = new Map<number, number>();
const exactMemory = new Map<string, Limits>();

/** z of a two-sided level: 0.95 → 1.95996…, 0.998 → 3.09023…. */
export function zOfLevel(level: number): number {
  const known = zMemory.get(level);
  if (known !== undefined) return known;
  const z = normalQuantile(level + (1 - level) / 2);
  if (zMemory.size >= MEMORY_LIMIT) zMemory.clear();
  zMemory.set(level, z);
  return z;
}

/**
 * Wilson's score interval of a proportion x/n (E. B. Wilson 1927): (2x + z² ∓ z√(z² + 4x(1 − x/n))) / 2(n + z²).
 *
 * @param count x, 0 ≤ x ≤ n
 * @param size n > 0
 */
export function wilsonInterval(count: number, size: number, level: number): Limits {
  const z = zOfLevel(level);
  const square = z * z;
  const half = z * Math.sqrt(square + 4 * count * (1 - count / size));
  const divisor = 2 * (size + square);
  const middle = 2 * count + square;
  return {
    lower: count === 0 ? 0 : Math.max(0, (middle - half) / divisor),
    upper: count === size ? 1 : Math.min(1, (middle + half) / divisor),
  };
}

/** Exact (Clopper–Pearson) interval of a proportion x/n, from quantiles of the beta distribution. */
export function clopperPearsonInterval(count: number, size: number, level: number): Limits {
  const tail = (1 - level) / 2;
  return {
    lower: count <= 0 ? 0 : betaQuantile(tail, count, size - count + 1),
    upper: count >= size ? 1 : betaQuantile(1 - tail, count + 1, size - count),
  };
}

/**
 * Byar's approximation to the Poisson limits of a count O (Breslow and Day 1987):
 * O(1 − 1/(9O) − z/(3√O))³ and the same with O + 1 and +z. The lower limit is 0 where the bracket turns negative.
 */
export function byarLimits(count: number, level: number): Limits {
  const z = zOfLevel(level);
  const next = count + 1;
  const root = 1 - 1 / (9 * count) - z / (3 * Math.sqrt(count));
  return {
    lower: count > 0 && root > 0 ? count * root ** 3 : 0,
    upper: next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3,
  };
}

/** Exact Poisson limits of a count: half the chi-square quantiles with 2O and 2O + 2 degrees of freedom. */
export function exactPoissonLimits(count: number, level: number): Limits {
  if (count >= EXACT_BELOW || !Number.isInteger(count)) return chiSquareLimits(count, level);
  const key = `${count}/${level}`;
  const known = exactMemory.get(key);
  if (known !== undefined) return known;
  const limits = chiSquareLimits(count, level);
  if (exactMemory.size >= MEMORY_LIMIT) exactMemory.clear();
  exactMemory.set(key, limits);
  return limits;
}

function chiSquareLimits(count: number, level: number): Limits {
  const tail = (1 - level) / 2;
  return {
    lower: chiSquareQuantile(tail, 2 * count) / 2,
    upper: chiSquareQuantile(level + tail, 2 * count + 2) / 2,
  };
}

/** Limits of a count: exact below ten, Byar from ten on (METHOD.md, item 1). */
export function poissonLimits(count: number, level: number): Limits {
  return count < EXACT_BELOW ? exactPoissonLimits(count, level) : byarLimits(count, level);
}

/**
 * Student's t interval of a mean: mean ± t(n − 1) · standard error; null below two observations, where there are no
 * degrees of freedom.
 */
export function studentInterval(
  mean: number,
  standardError: number,
  sample: { readonly size: number; readonly level: number },
): Limits | null {
  if (!(sample.size > 1)) return null;
  const t = studentQuantile(sample.level + (1 - sample.level) / 2, sample.size - 1);
  return { lower: mean - t * standardError, upper: mean + t * standardError };
}
