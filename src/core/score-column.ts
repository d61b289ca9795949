/**
 * The kernel: one indicator in one period within one peer group. It sorts once and derives ranks, ties and group
 * statistics from that; percentile, quantile group, z, robust z and min–max of a unit follow from its value, its place
 * and the statistics (unit-score.ts), so that only the former need storing.
 */
import { sortedPresent } from './numbers.js';
import { rankSorted, type Ranking, type RankOptions } from './rank.js';
import { sortColumn, type SortedColumn } from './sort-column.js';
import { describeSorted, type ColumnStatistics, type StatisticsOptions } from './statistics.js';
import type { Direction } from './vocabulary.js';

/** Options of the kernel; `imputedInRank` and `imputedInBasis` admit filled-in values to ranks and to statistics. */
export interface ScoreColumnOptions extends RankOptions, StatisticsOptions {
  readonly direction: Direction;
  readonly imputedInRank?: boolean;
  readonly imputedInBasis?: boolean;
}

/** A column of values in the unit order. */
export interface ValueColumn {
  /** One value a unit, NaN where missing. */
  readonly values: Float64Array;
  /** Positions in the unit order of the members of the peer group, each once; left out, all units are members. */
  readonly members?: Int32Array | null;
  /** 1 for every unit whose value was imputed, in the unit order. */
  readonly imputed?: Uint8Array | null;
}

/**
 * Scores of one column, aligned with `members` (or with the unit order where all units are members).
 * For a neutral indicator nobody has a rank and `n` still counts the values that could be compared.
 */
export interface ScoredColumn extends Ranking {
  /** Values of the members in the order of the results; NaN where missing. */
  readonly values: Float64Array;
  readonly statistics: ColumnStatistics;
}

/**
 * Scores one column. Eligible for a rank are the observed values of the members, and imputed ones if the options
 * admit them; `n` counts the eligible. The statistics are of the raw values of the members, imputed ones left out
 * unless the options admit them.
 *
 * Takes time n·log n and no object a unit: 95,000 units or 10,000 columns of 311 are a matter of milliseconds each.
 */
export function scoreColumn(column: ValueColumn, options: ScoreColumnOptions): ScoredColumn {
  const values = gather(column.values, column.members ?? null);
  const imputed = column.imputed ?? null;
  const withoutImputed =
    imputed === null ? values : withoutMarked(values, gatherMarks(imputed, column.members ?? null));
  const ranked = options.imputedInRank === true ? values : withoutImputed;
  const basis = options.imputedInBasis === true ? values : withoutImputed;
  const sorted = sortColumn(ranked);
  const sortedBasis = basis === ranked ? sorted.values : sortedPresent(basis);
  return { ...ranking(ranked.length, sorted, options), values, statistics: describeSorted(sortedBasis, options) };
}

function ranking(length: number, sorted: SortedColumn, options: ScoreColumnOptions): Ranking {
  switch (options.direction) {
    case 'neutral':
      return unranked(length, sorted.values.length);
    case 'higher_is_better':
      return rankSorted(length, sorted, 'highest', options);
    case 'lower_is_better':
      return rankSorted(length, sorted, 'lowest', options);
  }
}

function unranked(length: number, n: number): Ranking {
  return {
    ranks: new Float64Array(length).fill(NaN),
    places: new Int32Array(length),
    tiedCounts: new Int32Array(length),
    n,
  };
}

function gather(values: Float64Array, members: Int32Array | null): Float64Array {
  if (members === null) return values;
  const gathered = new Float64Array(members.length);
  for (let i = 0; i < gathered.length; i++) gathered[i] = values[members[i] ?? -1] ?? NaN;
  return gathered;
}

function gatherMarks(marks: Uint8Array, members: Int32Array | null): Uint8Array {
  return members === null ? marks : Uint8Array.from(members, (unit) => marks[unit] ?? 0);
}

function withoutMarked(values: Float64Array, marks: Uint8Array): Float64Array {
  return values.map((value, i) => (marks[i] === 1 ? NaN : value));
}
