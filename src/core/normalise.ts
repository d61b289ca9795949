/**
 * Normalisation: a whole column of one indicator brought to a common scale on which higher is better (OECD/JRC
 * Handbook, chapter 5). The one place where the methods are told apart; each is a function of its own.
 */
import { orient } from './direction.js';
import { goalpostScore, type Goalposts } from './goalposts.js';
import { minMax, POSITIVE_RANGE, PERCENT_RANGE, type Range, type ScaledScore } from './min-max.js';
import { toNullable } from './numbers.js';
import { percentileFromRank } from './percentile.js';
import { rank, rankSorted, type TieMethod } from './rank.js';
import {
  aboveBelowMean,
  referenceDistance,
  referenceValue,
  type DistanceForm,
  type ReferenceKind,
} from './reference-distance.js';
import { sortColumn } from './sort-column.js';
import { robustZ, zScore, type ScoreTarget, type ZeroMad } from './standard-score.js';
import type { ColumnStatistics } from './statistics.js';
import type { AggregationMethod } from './composite.js';
import type { Direction } from './vocabulary.js';

/** A method of normalisation with its options. `target` of a distance is the target or national value. */
export type Normalisation =
  | { readonly kind: 'none' }
  | { readonly kind: 'minmax'; readonly range?: Range; readonly clamp?: boolean }
  | { readonly kind: 'zscore'; readonly target?: ScoreTarget }
  | { readonly kind: 'robust_zscore'; readonly zeroMad?: ZeroMad }
  | { readonly kind: 'rank'; readonly ties?: TieMethod }
  | { readonly kind: 'percentile_rank' }
  | { readonly kind: 'borda'; readonly ties?: TieMethod }
  | { readonly kind: 'goalposts'; readonly goalposts: Goalposts; readonly range?: Range }
  | {
      readonly kind: 'distance_to_reference';
      readonly reference: ReferenceKind;
      readonly form?: DistanceForm;
      readonly target?: number | null;
    }
  | { readonly kind: 'above_below_mean'; readonly band?: number };

/** Name of a method of normalisation. */
export type NormalisationKind = Normalisation['kind'];

/** What the values of a column are normalised against. */
export interface NormalisationBasis {
  /** Statistics of the same period, of all periods or of a base period, in the unit of the values. */
  readonly statistics: ColumnStatistics;
  readonly direction: Direction;
}

/** A normalised column: NaN where a value is missing or the method has none; `clamped` is 1 where it was pulled back. */
export interface NormalisedColumn {
  readonly values: Float64Array;
  readonly clamped: Uint8Array;
}

/**
 * Brings the values of one indicator in one group to a common scale, higher is better.
 *
 * `rank` is 1 for the worst, so that a larger number is better; `borda` is the rank less one, the number of units
 * left behind; `percentile_rank` is the share of the others that are worse, 0..1; `none` only applies the direction.
 * Of a neutral indicator nothing is better than anything else: every value is missing.
 *
 * @throws RangeError for goalposts that `refusalOfGoalposts` refuses
 */
export function normaliseColumn(
  values: Float64Array,
  basis: NormalisationBasis,
  method: Normalisation,
): NormalisedColumn {
  const { statistics, direction } = basis;
  switch (method.kind) {
    case 'none':
      return unclamped(orient(values, direction));
    case 'minmax':
      return scaled(values, (value) => minMax(value, statistics, direction, method));
    case 'zscore':
      return mapped(values, (value) => zScore(value, statistics, direction, method.target));
    case 'robust_zscore':
      return mapped(values, (value) => robustZ(value, statistics, direction, method.zeroMad));
    case 'rank':
      return unclamped(ranksFromWorst(values, direction, method.ties));
    case 'borda':
      return unclamped(ranksFromWorst(values, direction, method.ties).map((fromWorst) => fromWorst - 1));
    case 'percentile_rank':
      return unclamped(percentileRanks(values, direction));
    case 'goalposts':
      return scaled(values, (value) => goalpostScore(value, method.goalposts, direction, method.range));
    case 'distance_to_reference': {
      const reference = referenceValue(method.reference, statistics, direction, method.target);
      return mapped(values, (value) => referenceDistance(value, reference, direction, method.form));
    }
    case 'above_below_mean':
      return mapped(values, (value) => aboveBelowMean(value, statistics.mean, direction, method.band));
  }
}

/** The range of min–max scores where nobody chose one: 1..100 if any node takes a geometric or harmonic mean. */
export function defaultRange(aggregations: readonly AggregationMethod[]): Range {
  return aggregations.some((method) => method !== 'arithmetic') ? POSITIVE_RANGE : PERCENT_RANGE;
}

/** Ranks counted from the worst (1) upwards; ties `min` share the lower number. */
function ranksFromWorst(values: Float64Array, direction: Direction, ties: TieMethod = 'min'): Float64Array {
  const scores = orient(values, direction);
  return rankSorted(scores.length, sortColumn(scores), 'lowest', { ties }).ranks;
}

function percentileRanks(values: Float64Array, direction: Direction): Float64Array {
  const scores = orient(values, direction);
  const { places, tiedCounts, n } = rank(scores);
  return scores.map(
    (_, i) => percentileFromRank({ place: places[i] ?? 0, tiedCount: tiedCounts[i] ?? 0, n }, 'strict') ?? NaN,
  );
}

function mapped(values: Float64Array, score: (value: number | null) => number | null): NormalisedColumn {
  return unclamped(values.map((value) => score(toNullable(value)) ?? NaN));
}

function scaled(values: Float64Array, score: (value: number | null) => ScaledScore): NormalisedColumn {
  const clamped = new Uint8Array(values.length);
  const scores = values.map((value, i) => {
    const result = score(toNullable(value));
    clamped[i] = result.clamped ? 1 : 0;
    return result.value ?? NaN;
  });
  return { values: scores, clamped };
}

function unclamped(values: Float64Array): NormalisedColumn {
  return { values, clamped: new Uint8Array(values.length) };
}
