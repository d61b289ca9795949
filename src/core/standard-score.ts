/** Standard scores (METHOD.md, items 7 and 8): how far a value lies from its group, in units of the group's spread. */
import { directionSign } from './direction.js';
import { isPresent, ties, unsignedZero } from './numbers.js';
import type { ColumnStatistics } from './statistics.js';
import type { Direction } from './vocabulary.js';

/** 1 / Φ⁻¹(3/4): makes the median absolute deviation of a normal distribution its standard deviation. */
export const MAD_SCALE = 1.482602218505602;
/** √(π/2), likewise for the mean absolute deviation (IBM). */
export const MEAN_AD_SCALE = 1.2533141373155;
/** A value whose robust z is larger than this in size is flagged as an outlier (Iglewicz and Hoaglin 1993). */
export const OUTLIER_LIMIT = 3.5;

/** What a zero median absolute deviation leads to: no score, or a score by the mean absolute deviation. */
export type ZeroMad = 'null' | 'mean_ad';

/** Mean and standard deviation the scores shall have: (0, 1), or (100, 15) for instance. */
export interface ScoreTarget {
  readonly mean: number;
  readonly sd: number;
}

const STANDARD: ScoreTarget = { mean: 0, sd: 1 };

/**
 * z = target.mean + target.sd · s · (x − mean) / sd, higher is better.
 *
 * @param statistics of the group the value is compared with; the value need not belong to it
 * @returns null for a missing value, a neutral indicator, fewer than 3 values, or values that are all equal
 */
export function zScore(
  value: number | null,
  statistics: ColumnStatistics,
  direction: Direction,
  target: ScoreTarget = STANDARD,
): number | null {
  const { mean, sd } = statistics;
  const sign = directionSign(direction);
  if (!isPresent(value) || sign === 0 || statistics.n < 3 || hasNoSpread(statistics)) return null;
  if (mean === null || sd === null) return null;
  return unsignedZero(target.mean + (target.sd * sign * (value - mean)) / sd);
}

/**
 * Robust z = s · (x − median) / (1.4826 · MAD), higher is better. Where the MAD is zero, `mean_ad` takes
 * s · (x − median) / (1.2533 · mean absolute deviation from the median) instead.
 *
 * @returns null for a missing value, a neutral indicator, fewer than 3 values, values that are all equal, or a zero
 * MAD without the option
 */
export function robustZ(
  value: number | null,
  statistics: ColumnStatistics,
  direction: Direction,
  zeroMad: ZeroMad = 'null',
): number | null {
  const { median, mad, meanAd } = statistics;
  const sign = directionSign(direction);
  if (!isPresent(value) || sign === 0 || statistics.n < 3 || hasNoSpread(statistics)) return null;
  if (median === null || mad === null || meanAd === null) return null;
  if (!hasZeroMad(statistics)) return unsignedZero((sign * (value - median)) / (MAD_SCALE * mad));
  return zeroMad === 'mean_ad' ? unsignedZero((sign * (value - median)) / (MEAN_AD_SCALE * meanAd)) : null;
}

/** True for a robust z beyond 3.5 on either side; a missing score is no outlier. */
export function isOutlier(robustScore: number | null): boolean {
  return isPresent(robustScore) && Math.abs(robustScore) > OUTLIER_LIMIT;
}

/** True when all values of the group tie: the standard deviation is zero, or rounding noise. */
export function hasNoSpread(statistics: ColumnStatistics): boolean {
  return statistics.allEqual || statistics.sd === 0;
}

/** True when the median absolute deviation is zero, or too small to change the tenth digit of the median. */
export function hasZeroMad(statistics: ColumnStatistics): boolean {
  const { median, mad } = statistics;
  return median === null || mad === null || mad === 0 || ties(median + mad, median);
}
