/** Ranks with ties (METHOD.md, item 4): 1 is the best. */
import { roundDecimals, ties } from './numbers.js';
import { sortColumn, type SortedColumn } from './sort-column.js';

/**
 * What tied units get: the best place of the group (`min`, "1224"), the mean place (`average`, "1 2.5 2.5 4"), the
 * worst (`max`, "1334"), or the next whole number after the group before (`dense`, "1223").
 */
export type TieMethod = 'min' | 'average' | 'max' | 'dense';

/** What may be chosen about ranks. `rankOnRounded` gives the decimals to round to before ranking (HDI: 3). */
export interface RankOptions {
  readonly ties?: TieMethod;
  readonly rankOnRounded?: number | null;
}

/** Ranks of a column, aligned with it. */
export interface Ranking {
  /** Rank under the chosen rule for ties; NaN where the value is missing. */
  readonly ranks: Float64Array;
  /** Rank under the rule `min`, from which percentile and quantile group follow; 0 where the value is missing. */
  readonly places: Int32Array;
  /** Number of values that share the rank, the value itself included; 0 where it is missing. */
  readonly tiedCounts: Int32Array;
  /** Number of values ranked. */
  readonly n: number;
}

/** Which end of the scale is best. */
export type BestEnd = 'highest' | 'lowest';

/** Values that tie: positions `start` to `end` − 1 of the sorted column, and the number of the group from below. */
interface TieGroup {
  readonly start: number;
  readonly end: number;
  readonly number: number;
}

/**
 * Ranks a column on which higher is better, such as `orient` makes it; missing values get no rank and do not count.
 *
 * @example rank(Float64Array.of(90, 80, 80, 70)).ranks // 1, 2, 2, 4
 */
export function rank(scores: Float64Array, options: RankOptions = {}): Ranking {
  return rankSorted(scores.length, sortColumn(scores), 'highest', options);
}

/**
 * Ranks a column that is sorted already. Rounding keeps the order, so that ties are neighbours whatever they are
 * rounded to.
 *
 * @param length of the column, missing values included
 */
export function rankSorted(length: number, sorted: SortedColumn, best: BestEnd, options: RankOptions = {}): Ranking {
  const { ties: tieMethod = 'min', rankOnRounded = null } = options;
  const values =
    rankOnRounded === null ? sorted.values : sorted.values.map((value) => roundDecimals(value, rankOnRounded));
  const groupCount = tieMethod === 'dense' ? countGroups(values) : 0;
  const ranks = new Float64Array(length).fill(NaN);
  const places = new Int32Array(length);
  const tiedCounts = new Int32Array(length);
  const n = values.length;
  forEachTieGroup(values, ({ start, end, number }) => {
    const size = end - start;
    const place = best === 'highest' ? n - end + 1 : start + 1;
    const dense = best === 'highest' ? groupCount - number : number + 1;
    const shared = tieMethod === 'dense' ? dense : rankFromPlace(place, size, tieMethod);
    for (let position = start; position < end; position++) {
      const unit = sorted.units[position] ?? 0;
      ranks[unit] = shared;
      places[unit] = place;
      tiedCounts[unit] = size;
    }
  });
  return { ranks, places, tiedCounts, n };
}

/** The rank of a unit in a group of `tiedCount`, from the best place of the group. */
export function rankFromPlace(place: number, tiedCount: number, tieMethod: Exclude<TieMethod, 'dense'>): number {
  switch (tieMethod) {
    case 'min':
      return place;
    case 'average':
      return place + (tiedCount - 1) / 2;
    case 'max':
      return place + tiedCount - 1;
  }
}

function forEachTieGroup(values: Float64Array, visit: (group: TieGroup) => void): void {
  let start = 0;
  let number = 0;
  for (let end = 1; end <= values.length; end++) {
    if (end < values.length && ties(values[end - 1] ?? NaN, values[end] ?? NaN)) continue;
    visit({ start, end, number });
    start = end;
    number++;
  }
}

function countGroups(values: Float64Array): number {
  let count = 0;
  forEachTieGroup(values, () => count++);
  return count;
}
