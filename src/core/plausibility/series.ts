/** What plausibility checks look at, and what they say. All of it is arithmetic on one indicator's values. */
import type { Severity } from '../vocabulary.js';

/**
 * One indicator over several periods: matrices of `periods × units`, row by row, periods in order of time.
 * `NaN` is a missing value and never odd in itself.
 */
export interface PlausibilitySeries {
  readonly periods: number;
  readonly units: number;
  readonly values: Float64Array;
  /** 1 where the value is to be judged; the others only serve as comparison. */
  readonly judged: Uint8Array;
  /** Position of each period in time; neighbours differ by exactly 1 (years, for yearly figures). */
  readonly time: Int32Array;
  /** Inhabitants in the same layout, or null where nobody knows them. */
  readonly population: Float64Array | null;
}

export type PlausibilityCode =
  | 'zero_breaks_series'
  | 'zero_among_values'
  | 'scale_suspected'
  | 'jump_on_last_period'
  | 'jump_on_next_period'
  | 'country_wide_change'
  | 'outlier_among_peers';

/** One odd value, or one odd column where `unit` is −1. It says what is odd and compared with what; it alters nothing. */
export interface PlausibilityFinding {
  readonly code: PlausibilityCode;
  readonly severity: Severity;
  /** Index of the period. */
  readonly period: number;
  /** Index of the unit; −1 for the country as a whole. */
  readonly unit: number;
  /** The value that is odd; for the country, the typical factor. */
  readonly value: number;
  /** What it was compared with: last period's value, the usual value of the unit, the median of its peers. */
  readonly reference: number;
  /** Value over reference where both have one sign, else NaN. */
  readonly factor: number;
  /** Index of the period compared with, or −1. */
  readonly comparedPeriod: number;
  /** Units that show the same (country-wide), or peers compared with. */
  readonly count: number;
  /** True where values were compared per inhabitant. */
  readonly perInhabitant: boolean;
}

/** A series with what several checks need, computed once. */
export interface Prepared extends PlausibilitySeries {
  /** Index of the period just before, or −1 where there is a gap. */
  readonly previous: Int32Array;
  readonly wholeNumbers: boolean;
}

export function prepare(series: PlausibilitySeries): Prepared {
  const previous = new Int32Array(series.periods).fill(-1);
  for (let period = 1; period < series.periods; period++) {
    if ((series.time[period] ?? 0) - (series.time[period - 1] ?? 0) === 1) previous[period] = period - 1;
  }
  const wholeNumbers = series.values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  return { ...series, previous, wholeNumbers };
}

export function at(series: PlausibilitySeries, period: number, unit: number): number {
  return period < 0 ? NaN : (series.values[period * series.units + unit] ?? NaN);
}

export function isJudged(series: PlausibilitySeries, period: number, unit: number): boolean {
  return series.judged[period * series.units + unit] === 1;
}

/** True where any value of the period is to be judged. */
export function isPeriodJudged(series: PlausibilitySeries, period: number): boolean {
  return series.judged.subarray(period * series.units, (period + 1) * series.units).includes(1);
}

/** Middle value of what is present in a list; NaN for an empty one. */
export function middle(values: readonly number[] | Float64Array): number {
  const sorted = new Float64Array(values).sort();
  const n = sorted.length;
  if (n === 0) return NaN;
  return n % 2 === 1 ? (sorted[(n - 1) / 2] ?? NaN) : ((sorted[n / 2 - 1] ?? NaN) + (sorted[n / 2] ?? NaN)) / 2;
}

/** Present values of a unit in all periods but one. */
export function othersOf(series: PlausibilitySeries, except: number, unit: number): number[] {
  const others: number[] = [];
  for (let period = 0; period < series.periods; period++) {
    const value = at(series, period, unit);
    if (period !== except && !Number.isNaN(value)) others.push(value);
  }
  return others;
}

/** Present values of a period. */
export function presentIn(series: PlausibilitySeries, period: number): number[] {
  const present: number[] = [];
  for (let unit = 0; unit < series.units; unit++) {
    const value = at(series, period, unit);
    if (!Number.isNaN(value)) present.push(value);
  }
  return present;
}

/** Standard deviation of log(a/b) if both were counts of independent events: √(1/a + 1/b); 0 for other numbers. */
export function countingNoise(series: Prepared, a: number, b: number): number {
  return series.wholeNumbers ? Math.sqrt(1 / Math.max(1, Math.abs(a)) + 1 / Math.max(1, Math.abs(b))) : 0;
}
