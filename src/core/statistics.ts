/**
 * Statistics of a group of values: location, spread and shape. All are computed from the sorted values, so that the
 * order in which units arrive cannot change a single bit of the result.
 */
import { sortedPresent, ties, toNullable } from './numbers.js';
import { DEFAULT_QUANTILE_TYPE, quantileOfSorted, type QuantileType } from './quantile.js';

/** Divisor of the variance: n − 1 (`sample`, Handbook Table 15 and COINr) or n (`population`). */
export type StandardDeviation = 'sample' | 'population';

/** What may be chosen about the statistics of a column. */
export interface StatisticsOptions {
  readonly quantileType?: QuantileType;
  readonly standardDeviation?: StandardDeviation;
}

/**
 * Statistics of the present values of a column, in the unit of the values; `null` where too few values define it, or
 * where it leaves the range of a number.
 * `mad` is the median and `meanAd` the mean absolute deviation, both from the median, neither scaled.
 * `skewness` is G1 and `kurtosis` the excess G2, as in {@link skewness} and {@link kurtosis}.
 */
export interface ColumnStatistics {
  readonly n: number;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly mad: number | null;
  readonly meanAd: number | null;
  readonly skewness: number | null;
  readonly kurtosis: number | null;
  /** True when smallest and largest value tie (ten significant digits): what spread is left is rounding noise. */
  readonly allEqual: boolean;
}

/** Sums of powers of the deviations from the mean, corrected for the rounding error of the mean. */
interface Moments {
  readonly mean: number;
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
}

const NOTHING: ColumnStatistics = {
  n: 0,
  min: null,
  q1: null,
  median: null,
  q3: null,
  max: null,
  mean: null,
  sd: null,
  mad: null,
  meanAd: null,
  skewness: null,
  kurtosis: null,
  allEqual: false,
};

/** Statistics of the finite values of a column in any order; see {@link ColumnStatistics}. */
export function describeColumn(values: Float64Array, options: StatisticsOptions = {}): ColumnStatistics {
  return describeSorted(sortedPresent(values), options);
}

/** Statistics of values that are complete and ascending, without sorting again. */
export function describeSorted(sorted: Float64Array, options: StatisticsOptions = {}): ColumnStatistics {
  const n = sorted.length;
  if (n === 0) return NOTHING;
  const { quantileType = DEFAULT_QUANTILE_TYPE, standardDeviation = 'sample' } = options;
  const min = sorted[0] ?? NaN;
  const max = sorted[n - 1] ?? NaN;
  const median = quantileOfSorted(sorted, 0.5) ?? NaN;
  const moments = momentsOf(sorted);
  return {
    n,
    min,
    q1: quantileOfSorted(sorted, 0.25, quantileType),
    median,
    q3: quantileOfSorted(sorted, 0.75, quantileType),
    max,
    mean: toNullable(moments.mean),
    sd: deviationFrom(moments, n, standardDeviation),
    mad: medianDeviation(sorted, median),
    meanAd: meanDeviation(sorted, median),
    skewness: skewnessFrom(moments, n),
    kurtosis: kurtosisFrom(moments, n),
    allEqual: ties(min, max),
  };
}

/** Arithmetic mean of the finite values; null when there is none. */
export function mean(values: Float64Array): number | null {
  const sorted = sortedPresent(values);
  return sorted.length === 0 ? null : toNullable(momentsOf(sorted).mean);
}

/**
 * Standard deviation of the finite values by two passes (mean first, then squared deviations), which keeps its digits
 * where all values are large and close together. Null below two values (`sample`) or one (`population`).
 *
 * @example standardDeviation(Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9), 'population') // 2
 */
export function standardDeviation(values: Float64Array, kind: StandardDeviation = 'sample'): number | null {
  const sorted = sortedPresent(values);
  return sorted.length === 0 ? null : deviationFrom(momentsOf(sorted), sorted.length, kind);
}

/** Median of the finite values; null when there is none. */
export function median(values: Float64Array): number | null {
  return quantileOfSorted(sortedPresent(values), 0.5);
}

/** Median absolute deviation from the median, not scaled; null when there is no value. */
export function medianAbsoluteDeviation(values: Float64Array): number | null {
  const sorted = sortedPresent(values);
  const centre = quantileOfSorted(sorted, 0.5);
  return centre === null ? null : medianDeviation(sorted, centre);
}

/** Mean absolute deviation from the median, not scaled; null when there is no value. */
export function meanAbsoluteDeviation(values: Float64Array): number | null {
  const sorted = sortedPresent(values);
  const centre = quantileOfSorted(sorted, 0.5);
  return centre === null ? null : meanDeviation(sorted, centre);
}

/**
 * Skewness G1 = g1 · √(n(n−1)) / (n−2) with g1 = m3 / m2^1.5, the bias-corrected form of SAS, SPSS and Excel that
 * COINr tests with. Null below three values or without spread.
 */
export function skewness(values: Float64Array): number | null {
  const sorted = sortedPresent(values);
  return sorted.length === 0 ? null : skewnessFrom(momentsOf(sorted), sorted.length);
}

/**
 * Excess kurtosis G2 = ((n+1) · g2 + 6) · (n−1) / ((n−2)(n−3)) with g2 = m4 / m2² − 3, the bias-corrected form of
 * SAS, SPSS and Excel that COINr tests with. Null below four values or without spread.
 */
export function kurtosis(values: Float64Array): number | null {
  const sorted = sortedPresent(values);
  return sorted.length === 0 ? null : kurtosisFrom(momentsOf(sorted), sorted.length);
}

function momentsOf(sorted: Float64Array): Moments {
  const n = sorted.length;
  const first = sorted[0] ?? NaN;
  if (first === sorted[n - 1]) return { mean: first, squares: 0, cubes: 0, fourths: 0 };
  const centre = correctedMean(sorted);
  let squares = 0;
  let cubes = 0;
  let fourths = 0;
  let rest = 0;
  for (const value of sorted) {
    const deviation = value - centre;
    const square = deviation * deviation;
    rest += deviation;
    squares += square;
    cubes += square * deviation;
    fourths += square * square;
  }
  return { mean: centre, squares: squares - (rest * rest) / n, cubes, fourths };
}

/** The mean, and once more the mean of what is left, which removes the rounding error of a long sum. */
function correctedMean(sorted: Float64Array): number {
  let sum = 0;
  for (const value of sorted) sum += value;
  const rough = sum / sorted.length;
  let rest = 0;
  for (const value of sorted) rest += value - rough;
  return rough + rest / sorted.length;
}

function deviationFrom(moments: Moments, n: number, kind: StandardDeviation): number | null {
  const divisor = kind === 'sample' ? n - 1 : n;
  return divisor < 1 ? null : toNullable(Math.sqrt(moments.squares / divisor));
}

function skewnessFrom(moments: Moments, n: number): number | null {
  if (n < 3 || moments.squares <= 0) return null;
  const variance = moments.squares / n;
  return toNullable(((moments.cubes / n / variance ** 1.5) * Math.sqrt(n * (n - 1))) / (n - 2));
}

function kurtosisFrom(moments: Moments, n: number): number | null {
  if (n < 4 || moments.squares <= 0) return null;
  const variance = moments.squares / n;
  const excess = moments.fourths / n / variance ** 2 - 3;
  return toNullable((((n + 1) * excess + 6) * (n - 1)) / ((n - 2) * (n - 3)));
}

function meanDeviation(sorted: Float64Array, centre: number): number {
  let sum = 0;
  for (const value of sorted) sum += Math.abs(value - centre);
  return sum / sorted.length;
}

/** The deviations of sorted values grow outwards from the median on both sides: merging them needs no second sort. */
function medianDeviation(sorted: Float64Array, centre: number): number {
  const n = sorted.length;
  const upper = Math.floor(n / 2);
  let right = upper;
  let left = upper - 1;
  let previous = 0;
  let current = 0;
  for (let taken = 0; taken <= upper; taken++) {
    const leftwards = left >= 0 ? centre - (sorted[left] ?? NaN) : Infinity;
    const rightwards = right < n ? (sorted[right] ?? NaN) - centre : Infinity;
    previous = current;
    if (leftwards < rightwards) {
      current = leftwards;
      left--;
    } else {
      current = rightwards;
      right++;
    }
  }
  return n % 2 === 1 ? current : previous + (current - previous) / 2;
}
