import { ties } from '../../core/numbers.js';
import { rankFromPlace } from '../../core/rank.js';
import type { ScoredColumn } from '../../core/score-column.js';
import type { ColumnStatistics } from '../../core/statistics.js';
import { decodePlaces } from '../kernel/score-batch.js';
import type { ScoringMethod } from '../method.js';

/** A row of score_column: statistics of a peer group and the places of its members. */
export interface StoredScore {
  readonly cellId: number;
  readonly statistics: ColumnStatistics;
  /** As the kernel encoded them. */
  readonly places: Uint8Array;
}

/** What a row is completed with. */
export interface StoredContext {
  /** Values of all units. */
  readonly values: Float64Array;
  /** Places of the members in the unit order. */
  readonly members: Int32Array;
  readonly method: ScoringMethod;
}

/** The scores of a peer group as the kernel gave them, from what was stored: aligned with the members. */
export function toScoredColumn(stored: StoredScore, { values, members, method }: StoredContext): ScoredColumn {
  const units = Math.max(values.length, (members.at(-1) ?? -1) + 1);
  const byUnit =
    stored.places.length === 0 ? new Int32Array(units) : decodePlaces(stored.places, unitsOf(stored.places, units));
  const places = Int32Array.from(members, (unit) => byUnit[unit] ?? 0);
  const sizes = new Map<number, number>();
  for (const place of places) if (place > 0) sizes.set(place, (sizes.get(place) ?? 0) + 1);
  const tiedCounts = Int32Array.from(places, (place) => sizes.get(place) ?? 0);
  const numbers = new Map([...sizes.keys()].sort((a, b) => a - b).map((place, i) => [place, i + 1]));
  const ranks = Float64Array.from(places, (place, i) => {
    if (place === 0) return NaN;
    if (method.ties === 'dense') return numbers.get(place) ?? NaN;
    return rankFromPlace(place, tiedCounts[i] ?? 1, method.ties);
  });
  return {
    ranks,
    places,
    tiedCounts,
    n: stored.statistics.n,
    values: Float64Array.from(members, (unit) => values[unit] ?? NaN),
    statistics: stored.statistics,
  };
}

/** A row stored when there were fewer units is shorter than today's unit order. */
function unitsOf(places: Uint8Array, units: number): number {
  return places.length >= 4 * 65_536 ? places.length / 4 : Math.min(units, places.length / 2);
}

/** Statistics from their columns; shape is not stored. */
export function statisticsOf(row: Omit<ColumnStatistics, 'skewness' | 'kurtosis' | 'allEqual'>): ColumnStatistics {
  const { min, max } = row;
  return { ...row, skewness: null, kurtosis: null, allEqual: min !== null && max !== null && ties(min, max) };
}
