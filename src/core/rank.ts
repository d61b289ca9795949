/** Ranks with ties (METHOD.md, item 4): 1 is the best. */
import { orderColumn, positionOf, roundedColumn, type Ordering } from './ordering.js';

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

/**
 * Ranks a column on which higher is better, such as `orient` makes it; missing values get no rank and do not count.
 *
 * @example rank(Float64Array.of(90, 80, 80, 70)).ranks // 1, 2, 2, 4
 */
export function rank(scores: Float64Array, options: RankOptions = {}): Ranking {
  const values = roundedColumn(scores, options.rankOnRounded ?? null);
  return rankInOrder(values, orderColumn(values), 'highest', options.ties);
}

/** Ranks values whose order is known already; every finite value has to be in the order. */
export function rankInOrder(
  values: Float64Array,
  order: Ordering,
  best: BestEnd,
  tieMethod: TieMethod = 'min',
): Ranking {
  const ranks = new Float64Array(values.length).fill(NaN);
  const places = new Int32Array(values.length);
  const tiedCounts = new Int32Array(values.length);
  const n = order.sorted.length;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (!Number.isFinite(value)) continue;
    const position = positionOf(order.sorted, value);
    const size = order.sizes[position] ?? 0;
    const start = order.starts[position] ?? 0;
    const place = best === 'highest' ? n - start - size + 1 : start + 1;
    places[i] = place;
    tiedCounts[i] = size;
    ranks[i] = tieMethod === 'dense' ? denseRank(order, position, best) : rankFromPlace(place, size, tieMethod);
  }
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

function denseRank(order: Ordering, position: number, best: BestEnd): number {
  const number = order.classes[position] ?? 0;
  return best === 'highest' ? order.classCount - number : number + 1;
}
