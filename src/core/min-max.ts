/** Min–max scores (METHOD.md, item 9): the group's worst value becomes the lower end of a range, its best the upper. */
import { directionSign } from './direction.js';
import { isPresent, ties } from './numbers.js';
import type { Direction } from './vocabulary.js';

/** The ends of a scale, worst first. */
export type Range = readonly [number, number];

/** 0..100, the scale of a score that is shown or averaged. */
export const PERCENT_RANGE: Range = [0, 100];
/** 1..100, the scale of a score that goes into a geometric or harmonic mean, where zero has no place. */
export const POSITIVE_RANGE: Range = [1, 100];

/** A score and whether it was pulled back to an end of its scale. */
export interface ScaledScore {
  readonly value: number | null;
  readonly clamped: boolean;
}

/** What may be chosen about min–max scores. */
export interface MinMaxOptions {
  readonly range?: Range;
  /** Pull values outside the basis (another period) back to the ends of the range, and say so. */
  readonly clamp?: boolean;
}

/** Smallest and largest value of the basis: the same period, all periods or a base period. */
export interface Extremes {
  readonly min: number | null;
  readonly max: number | null;
}

const MISSING: ScaledScore = { value: null, clamped: false };

/**
 * L + (U − L) · (y − min y) / (max y − min y) with y the value on which higher is better (OECD/JRC Handbook, 5.2).
 * A value outside the basis lies outside the range, unless clamped.
 *
 * @returns value null for a missing value, a neutral indicator, or a basis whose smallest and largest value tie
 * @example minMax(20, { min: 10, max: 50 }, 'lower_is_better').value // 75
 */
export function minMax(
  value: number | null,
  basis: Extremes,
  direction: Direction,
  options: MinMaxOptions = {},
): ScaledScore {
  const { min, max } = basis;
  const sign = directionSign(direction);
  if (!isPresent(value) || min === null || max === null || sign === 0 || ties(min, max)) return MISSING;
  const share = (sign === 1 ? value - min : max - value) / (max - min);
  return placeInRange(share, options.range ?? PERCENT_RANGE, options.clamp ?? false);
}

/** Puts a share of the way from worst (0) to best (1) on a scale, pulled back to its ends if asked. */
export function placeInRange(share: number, [worst, best]: Range, clamp: boolean): ScaledScore {
  const clamped = clamp && (share < 0 || share > 1);
  const kept = clamped ? Math.min(Math.max(share, 0), 1) : share;
  return { value: kept === 1 ? best : worst + (best - worst) * kept, clamped };
}
