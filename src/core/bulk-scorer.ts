/**
 * The kernel for many columns in a row. It gives the figures of `scoreColumn` to the last bit, without an object or an
 * array a column: all room is taken once and used again. A run scores some ten thousand columns one after another, and
 * would otherwise spend more time on making and clearing away arrays than on arithmetic.
 */
import { BulkOrder } from './bulk-order.js';
import { DEFAULT_QUANTILE_TYPE, quantileOfSorted, type QuantileType } from './quantile.js';
import type { StandardDeviation } from './statistics.js';
import { roundSignificant } from './numbers.js';

/** Places are kept in two bytes up to here. */
export const WIDE_FROM = 65_536;

export interface BulkOptions {
  readonly quantileType?: QuantileType;
  readonly standardDeviation?: StandardDeviation;
}

/** The statistics of the column scored last; NaN where too few values define one. */
export interface BulkStatistics {
  n: number;
  min: number;
  q1: number;
  median: number;
  q3: number;
  max: number;
  mean: number;
  sd: number;
  mad: number;
  meanAd: number;
}

/** Which end of the scale is best: 1 the highest, −1 the lowest, 0 neither (no places). */
export type BestSign = 1 | -1 | 0;

/** Scores columns of a fixed number of units, one after another. */
export class BulkScorer {
  /** Place of each unit (ties share the best), 0 for none; of the column scored last. */
  readonly places: Uint16Array | Uint32Array;
  /** The same places as bytes: two a unit, low byte first, four from 65,536 units on. */
  readonly placeBytes: Uint8Array;
  readonly statistics: BulkStatistics;
  private readonly order: BulkOrder;
  private readonly sorted: Float64Array;
  private readonly type: QuantileType;
  private readonly freedom: number;
  /** @param units length of every column */
  constructor(units: number, options: BulkOptions = {}) {
    this.places = units < WIDE_FROM ? new Uint16Array(units) : new Uint32Array(units);
    this.placeBytes = new Uint8Array(this.places.buffer);
    this.statistics = {
      n: 0,
      min: NaN,
      q1: NaN,
      median: NaN,
      q3: NaN,
      max: NaN,
      mean: NaN,
      sd: NaN,
      mad: NaN,
      meanAd: NaN,
    };
    this.order = new BulkOrder(units);
    this.sorted = this.order.sorted;
    this.type = options.quantileType ?? DEFAULT_QUANTILE_TYPE;
    this.freedom = options.standardDeviation === 'population' ? 0 : 1;
  }

  /**
   * Takes the columns that are scored next.
   *
   * @param columns values in the unit order, one column after another, NaN where missing
   */
  take(columns: Float64Array): void {
    this.order.take(columns);
  }

  /**
   * Scores one column of those taken; the result stands in `places` and `statistics` until the next.
   *
   * @param index of the column
   * @param members places of the members of the group in the unit order; null where all units are members
   */
  score(index: number, members: Int32Array | null, best: BestSign): void {
    const n = this.order.order(index, members);
    this.places.fill(0);
    if (best !== 0) this.rank(n, best);
    this.describe(n);
  }

  private rank(n: number, best: 1 | -1): void {
    const { sorted, places } = this;
    const { units } = this.order;
    for (let start = 0; start < n;) {
      let end = start + 1;
      while (end < n && tie(sorted[end - 1] as number, sorted[end] as number)) end++;
      const place = best === 1 ? n - end + 1 : start + 1;
      for (; start < end; start++) places[units[start] as number] = place;
    }
  }

  private describe(n: number): void {
    const { statistics, sorted, type } = this;
    statistics.n = n;
    statistics.min = n === 0 ? NaN : (sorted[0] as number);
    statistics.max = n === 0 ? NaN : (sorted[n - 1] as number);
    statistics.median = this.quantile(n, 0.5, 7);
    statistics.q1 = this.quantile(n, 0.25, type);
    statistics.q3 = this.quantile(n, 0.75, type);
    this.moments(n);
    statistics.mad = n === 0 ? NaN : this.medianDeviation(n);
  }

  /** The usual type in place, any other by core/quantile. */
  private quantile(n: number, probability: number, type: QuantileType): number {
    const { sorted } = this;
    if (n === 0) return NaN;
    if (type !== 7) return quantileOfSorted(sorted.subarray(0, n), probability, type) ?? NaN;
    const position = 1 + probability * (n - 1);
    const fuzz = 4 * Number.EPSILON * position;
    const whole = Math.floor(position + fuzz);
    const fraction = position - whole;
    const below = sorted[whole - 1] as number;
    if (Math.abs(fraction) < fuzz || whole >= n) return below;
    return below + fraction * ((sorted[whole] as number) - below);
  }

  /**
   * Mean (corrected for the rounding error of a long sum), standard deviation by two passes, and mean absolute
   * deviation from the median.
   */
  private moments(n: number): void {
    const { sorted, statistics } = this;
    const { median } = statistics;
    let sum = 0;
    let absolute = 0;
    for (let i = 0; i < n; i++) {
      const value = sorted[i] as number;
      sum += value;
      absolute += Math.abs(value - median);
    }
    statistics.meanAd = absolute / n;
    const divisor = n - this.freedom;
    const first = sorted[0] as number;
    if (n === 0 || first === sorted[n - 1]) {
      statistics.mean = n === 0 ? NaN : first;
      statistics.sd = divisor < 1 || n === 0 ? NaN : 0;
      return;
    }
    statistics.mean = this.correctedMean(n, sum / n);
    statistics.sd = divisor < 1 ? NaN : Math.sqrt(this.squares(n, statistics.mean) / divisor);
  }

  private correctedMean(n: number, rough: number): number {
    const { sorted } = this;
    let rest = 0;
    for (let i = 0; i < n; i++) rest += (sorted[i] as number) - rough;
    return rough + rest / n;
  }

  /** Sum of the squared deviations from the mean, corrected for the rounding error of the mean. */
  private squares(n: number, centre: number): number {
    const { sorted } = this;
    let squares = 0;
    let rest = 0;
    for (let i = 0; i < n; i++) {
      const deviation = (sorted[i] as number) - centre;
      rest += deviation;
      squares += deviation * deviation;
    }
    return squares - (rest * rest) / n;
  }

  private medianDeviation(n: number): number {
    const middle = this.deviation(n, n >> 1);
    if (n % 2 === 1) return middle;
    const before = this.deviation(n, (n >> 1) - 1);
    return before + (middle - before) / 2;
  }

  /**
   * The absolute deviation from the median that has `rank` smaller ones. Deviations of sorted values grow outwards from
   * the median on both sides: of two sorted rows the element wanted is found by halving.
   */
  private deviation(n: number, rank: number): number {
    const { sorted, statistics } = this;
    const { median } = statistics;
    const upper = n >> 1;
    const lengthOfLeft = upper;
    const lengthOfRight = n - upper;
    const left = (i: number): number => median - (sorted[upper - 1 - i] as number);
    const right = (i: number): number => (sorted[upper + i] as number) - median;
    let low = Math.max(0, rank + 1 - lengthOfRight);
    let high = Math.min(rank + 1, lengthOfLeft);
    while (low < high) {
      const taken = (low + high) >> 1;
      if (left(taken) < right(rank - taken)) low = taken + 1;
      else high = taken;
    }
    const others = rank + 1 - low;
    const lastLeft = low > 0 ? left(low - 1) : -Infinity;
    const lastRight = others > 0 ? right(others - 1) : -Infinity;
    return lastLeft > lastRight ? lastLeft : lastRight;
  }
}

/** As `ties` of core/numbers, for two numbers of which the first is not the larger. */
function tie(low: number, high: number): boolean {
  if (low === high) return true;
  const size = high > -low ? high : -low;
  return high - low <= 1e-9 * size && roundSignificant(low) === roundSignificant(high);
}
