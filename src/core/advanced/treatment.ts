/**
 * Treatment of outliers before normalisation (METHOD.md, item 11). The raw value always stays beside the treated one;
 * fewer than ten observed values are never treated, since what an outlier is cannot be told from so few.
 */
import { sortedPresent } from '../numbers.js';
import { quantileOfSorted } from '../quantile.js';
import { describeSorted } from '../statistics.js';

/** Treatment needs at least this many observed values. */
export const MIN_TREATED = 10;

/** How outliers are treated; percentages are 0..100, thresholds those of COINr. */
export interface TreatmentOptions {
  readonly kind: 'none' | 'winsorise_percentile' | 'winsorise_skew_kurtosis' | 'log';
  readonly lower: number;
  readonly upper: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly maxPoints: number;
}

/** A treated column; `skipped` where there were too few values, `passed` the check of shape after treatment. */
export interface TreatedColumn {
  readonly values: Float64Array;
  readonly skipped: boolean;
  readonly passed: boolean;
  /** Number of points pulled in (COINr's count: points tied at the treated end count each). */
  readonly points: number;
}

/**
 * Treats a column. `basis` holds the values that may set the limits (NaN where a value may not: imputed values unless
 * the option admits them); values outside the basis are only pulled inside the limits the basis ends up with.
 */
export function treatColumn(values: Float64Array, basis: Float64Array, options: TreatmentOptions): TreatedColumn {
  const sorted = sortedPresent(basis);
  if (options.kind === 'none') return untouched(values, false);
  if (sorted.length < MIN_TREATED) return untouched(values, true);
  switch (options.kind) {
    case 'winsorise_percentile':
      return winsorisePercentile(values, sorted, options);
    case 'winsorise_skew_kurtosis':
      return winsoriseShape(values, sorted, options);
    case 'log':
      return logarithm(values, sorted);
  }
}

function untouched(values: Float64Array, skipped: boolean): TreatedColumn {
  return { values, skipped, passed: true, points: 0 };
}

/** Values beyond the percentiles (type 7, Handbook p. 84) take the value of the percentile. */
function winsorisePercentile(values: Float64Array, sorted: Float64Array, options: TreatmentOptions): TreatedColumn {
  const low = quantileOfSorted(sorted, options.lower / 100) ?? NaN;
  const high = quantileOfSorted(sorted, options.upper / 100) ?? NaN;
  return clip(values, { low, high, passed: true, points: outside(sorted, low, high) });
}

/**
 * COINr's winsorisation: while |G1| and G2 both reach their thresholds and points are left, every value at the extreme
 * of the skewed side takes the value of the next one inwards. The points at the end being treated are counted after
 * each step, ties included, as COINr does.
 */
function winsoriseShape(values: Float64Array, sorted: Float64Array, options: TreatmentOptions): TreatedColumn {
  const work = Float64Array.from(sorted);
  const treated = { high: 0, low: 0 };
  let shape = describeSorted(work);
  const passes = (): boolean =>
    Math.abs(shape.skewness ?? 0) < options.skewness || (shape.kurtosis ?? 0) < options.kurtosis;
  while (!passes() && treated.high + treated.low < options.maxPoints) {
    if ((shape.skewness ?? 0) >= 0) treated.high = pullDown(work);
    else treated.low = pullUp(work);
    shape = describeSorted(work);
  }
  const low = work[0] ?? NaN;
  const high = work[work.length - 1] ?? NaN;
  return clip(values, { low, high, passed: passes(), points: treated.high + treated.low });
}

/** Lowers all values at the maximum of an ascending column to the next lower value; returns how many they were. */
function pullDown(sorted: Float64Array): number {
  const max = sorted[sorted.length - 1];
  let first = sorted.length - 1;
  while (first > 0 && sorted[first - 1] === max) first--;
  if (first > 0) sorted.fill(sorted[first - 1] ?? NaN, first);
  return sorted.length - first;
}

/** Raises all values at the minimum of an ascending column to the next higher value; returns how many they were. */
function pullUp(sorted: Float64Array): number {
  const min = sorted[0];
  let end = 1;
  while (end < sorted.length && sorted[end] === min) end++;
  if (end < sorted.length) sorted.fill(sorted[end] ?? NaN, 0, end);
  return end;
}

/** ln(x − min + 0.01 · (max − min)), COINr's `log_CT`; a column without spread stays as it is. */
function logarithm(values: Float64Array, sorted: Float64Array): TreatedColumn {
  const min = sorted[0] ?? NaN;
  const range = (sorted[sorted.length - 1] ?? NaN) - min;
  if (range === 0) return untouched(values, false);
  const treated = values.map((value) => (value < min ? Math.log(0.01 * range) : Math.log(value - min + 0.01 * range)));
  return { values: treated, skipped: false, passed: true, points: sorted.length };
}

function outside(sorted: Float64Array, low: number, high: number): number {
  let points = 0;
  for (const value of sorted) if (value < low || value > high) points++;
  return points;
}

function clip(
  values: Float64Array,
  limits: { readonly low: number; readonly high: number; readonly passed: boolean; readonly points: number },
): TreatedColumn {
  const { low, high, passed, points } = limits;
  const treated = values.map((value) => (value < low ? low : value > high ? high : value));
  return { values: treated, skipped: false, passed, points };
}
