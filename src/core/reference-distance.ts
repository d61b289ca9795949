/** Distance to a reference (METHOD.md, item 10; OECD/JRC Handbook, 5.4): how far from a chosen value. */
import { directionSign } from './direction.js';
import { isPresent, ties, unsignedZero } from './numbers.js';
import type { ColumnStatistics } from './statistics.js';
import type { Direction } from './vocabulary.js';

/** What a value is measured against: the group's mean, its best or worst value, or a target given from outside. */
export type ReferenceKind = 'mean' | 'best' | 'worst' | 'target';

/** `ratio`: 1 at the reference; `relative_difference`: 0 at the reference. */
export type DistanceForm = 'ratio' | 'relative_difference';

/** Within 20 % of the mean counts as neither above nor below, unless another band is asked for. */
export const DEFAULT_MEAN_BAND = 0.2;

/**
 * The value a reference stands for, in the unit of the indicator. The best value is the largest where higher is better
 * and the smallest where lower is better.
 *
 * @param target the target or national value; needed for `target` only
 * @returns null for an empty group, a missing target, or best and worst of a neutral indicator
 */
export function referenceValue(
  kind: ReferenceKind,
  statistics: ColumnStatistics,
  direction: Direction,
  target: number | null = null,
): number | null {
  switch (kind) {
    case 'mean':
      return statistics.mean;
    case 'target':
      return isPresent(target) ? target : null;
    case 'best':
      return endOfScale(statistics, directionSign(direction));
    case 'worst':
      return endOfScale(statistics, -directionSign(direction));
  }
}

/**
 * Distance to a reference, higher is better: the relative difference is s · (x − reference) / |reference| and the
 * ratio 1 more than that, which is x / reference where higher is better and the reference is positive.
 *
 * @returns null for a missing value or reference, a reference of zero, or a neutral indicator
 * @example referenceDistance(90, 60, 'higher_is_better', 'ratio') // 1.5
 */
export function referenceDistance(
  value: number | null,
  reference: number | null,
  direction: Direction,
  form: DistanceForm = 'ratio',
): number | null {
  const sign = directionSign(direction);
  if (!isPresent(value) || !isPresent(reference) || reference === 0 || sign === 0) return null;
  if (form === 'ratio' && sign === 1 && reference > 0) return unsignedZero(value / reference);
  const difference = unsignedZero((sign * (value - reference)) / Math.abs(reference));
  return form === 'ratio' ? 1 + difference : difference;
}

/**
 * 1 for a value better than the mean by more than the band, −1 for one worse by more, 0 in between (ends included).
 *
 * @param band p, a share of the size of the mean; 0.2 means 20 %
 * @returns null for a missing value or mean, a mean of zero, or a neutral indicator
 * @throws RangeError for a negative band
 */
export function aboveBelowMean(
  value: number | null,
  mean: number | null,
  direction: Direction,
  band: number = DEFAULT_MEAN_BAND,
): -1 | 0 | 1 | null {
  if (!(band >= 0)) throw new RangeError(`a band is not negative: ${band}`);
  const sign = directionSign(direction);
  if (!isPresent(value) || !isPresent(mean) || mean === 0 || sign === 0) return null;
  const upper = mean + band * Math.abs(mean);
  const lower = mean - band * Math.abs(mean);
  if (value > upper && !ties(value, upper)) return sign;
  if (value < lower && !ties(value, lower)) return sign === 1 ? -1 : 1;
  return 0;
}

function endOfScale(statistics: ColumnStatistics, sign: number): number | null {
  if (sign === 0) return null;
  return sign > 0 ? statistics.max : statistics.min;
}
