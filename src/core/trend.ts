/** Trends (METHOD.md, item 15): what a series of one unit does over time, and whether that is more than chance. */
import { normalCdf } from './advanced/distributions.js';
import { directionSign } from './direction.js';
import { ties, unsignedZero } from './numbers.js';
import { quantile } from './quantile.js';
import type { Direction, TrendLabel } from './vocabulary.js';

/** A series: the times in ascending order (years, say) and a value for each, NaN where missing. */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Mann–Kendall's test: S, its standardised value and the two-sided p. */
export interface MannKendall {
  readonly s: number;
  readonly z: number;
  readonly p: number;
}

/** The trend of a series, in the unit of the values per unit of time; null where too few values define a figure. */
export interface Trend {
  readonly n: number;
  /** Theil–Sen slope, from 4 values on. */
  readonly slope: number | null;
  /** Least-squares slope, from 3 values on. */
  readonly ols: number | null;
  /** Compound annual growth rate, from 2 values on, where first and last are above zero. */
  readonly cagr: number | null;
  readonly s: number | null;
  readonly z: number | null;
  readonly p: number | null;
  readonly label: TrendLabel;
}

/** Below this p a trend is more than chance. */
export const TREND_SIGNIFICANCE = 0.05;
/** Below so many values no trend is claimed. */
export const MIN_TREND_VALUES = 8;

/**
 * Slopes, growth and the test of one series. The label is `insufficient` below 8 values, `no_clear_change` from
 * p = 0.05, otherwise `improving` or `worsening` by the sign of S times the direction, or `rising` or `falling` for a
 * neutral indicator; a cost, which alone is neither good nor bad, is to be passed as neutral.
 */
export function trendOf(series: Series, direction: Direction): Trend {
  const present = presentPoints(series);
  const test = mannKendall(present.values);
  const n = present.values.length;
  return {
    n,
    slope: n < 4 ? null : theilSenSlope(present),
    ols: olsSlope(present),
    cagr: compoundGrowth(present),
    s: test?.s ?? null,
    z: test?.z ?? null,
    p: test?.p ?? null,
    label: trendLabel(n, test, direction),
  };
}

/** The word for a tested trend; see {@link trendOf}. */
export function trendLabel(n: number, test: MannKendall | null, direction: Direction): TrendLabel {
  if (n < MIN_TREND_VALUES || test === null) return 'insufficient';
  if (test.p >= TREND_SIGNIFICANCE) return 'no_clear_change';
  const sign = directionSign(direction);
  if (sign === 0) return test.s > 0 ? 'rising' : 'falling';
  return sign * test.s > 0 ? 'improving' : 'worsening';
}

/**
 * Theil–Sen slope: the median of the slopes of all pairs of points at different times (Sen, JASA 63, 1968).
 *
 * @returns null without such a pair
 */
export function theilSenSlope(series: Series): number | null {
  const { times, values } = presentPoints(series);
  const slopes: number[] = [];
  for (let j = 1; j < values.length; j++) {
    for (let i = 0; i < j; i++) {
      const span = (times[j] ?? NaN) - (times[i] ?? NaN);
      if (span !== 0) slopes.push(((values[j] ?? NaN) - (values[i] ?? NaN)) / span);
    }
  }
  return quantile(Float64Array.from(slopes), 0.5);
}

/** Least-squares slope Σ(t − t̄)(x − x̄) / Σ(t − t̄)²; null below three points or where all times are the same. */
export function olsSlope(series: Series): number | null {
  const { times, values } = presentPoints(series);
  const n = values.length;
  if (n < 3) return null;
  const meanTime = times.reduce((sum, time) => sum + time, 0) / n;
  const meanValue = values.reduce((sum, value) => sum + value, 0) / n;
  let across = 0;
  let along = 0;
  for (const [i, time] of times.entries()) {
    across += (time - meanTime) * ((values[i] ?? NaN) - meanValue);
    along += (time - meanTime) ** 2;
  }
  return along === 0 ? null : unsignedZero(across / along);
}

/** (last / first)^(1 / years) − 1; null below two points, without a span of time, or unless both are above zero. */
export function compoundGrowth(series: Series): number | null {
  const { times, values } = presentPoints(series);
  const first = values[0];
  const last = values.at(-1);
  const years = (times.at(-1) ?? NaN) - (times[0] ?? NaN);
  if (first === undefined || last === undefined || !(years > 0) || first <= 0 || last <= 0) return null;
  return unsignedZero((last / first) ** (1 / years) - 1);
}

/**
 * Mann–Kendall's test for a monotonic trend. S counts pairs that rise less pairs that fall; its variance is
 * (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over groups of t ties; Z = (S ∓ 1)/√Var with continuity correction, 0 for S = 0;
 * p = 2Φ(−|Z|) (Gilbert 1987, chapter 16; Kendall 1975).
 *
 * @param values in the order of time; missing ones are left out
 * @returns null below two values
 */
export function mannKendall(values: Float64Array): MannKendall | null {
  const series = values.filter((value) => Number.isFinite(value));
  const n = series.length;
  if (n < 2) return null;
  let s = 0;
  for (let j = 1; j < n; j++) {
    for (let i = 0; i < j; i++) {
      const [early, late] = [series[i] ?? NaN, series[j] ?? NaN];
      if (!ties(early, late)) s += Math.sign(late - early);
    }
  }
  const variance = (pairTerm(n) - tieCorrection(series)) / 18;
  const z = s === 0 || variance <= 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, z: unsignedZero(z), p: Math.min(1, 2 * normalCdf(-Math.abs(z))) };
}

function pairTerm(t: number): number {
  return t * (t - 1) * (2 * t + 5);
}

function tieCorrection(series: Float64Array): number {
  const sorted = series.slice().sort();
  let correction = 0;
  let size = 1;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && ties(sorted[i - 1] ?? NaN, sorted[i] ?? NaN)) {
      size++;
      continue;
    }
    correction += pairTerm(size);
    size = 1;
  }
  return correction;
}

function presentPoints({ times, values }: Series): Series {
  const isComplete = (_: number, i: number): boolean => Number.isFinite(times[i]) && Number.isFinite(values[i]);
  return { times: times.filter(isComplete), values: values.filter(isComplete) };
}
