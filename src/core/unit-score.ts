/** What follows for one unit from its value, its place and the statistics of its group (METHOD.md, items 4 to 8, 19). */
import { isPresent } from './numbers.js';
import { percentileFromRank, type PercentileKind, type Standing } from './percentile.js';
import { DEFAULT_QUANTILE_GROUPS, quantileGroup } from './quantile-group.js';
import type { ScoredColumn } from './score-column.js';
import { hasNoSpread, hasZeroMad, robustZ, zScore, type ScoreTarget, type ZeroMad } from './standard-score.js';
import type { ColumnStatistics } from './statistics.js';
import type { Direction, Flag } from './vocabulary.js';

/** Options of a unit's score; what is left out takes the defaults of METHOD.md. */
export interface UnitScoreOptions {
  readonly direction: Direction;
  readonly percentile?: PercentileKind;
  readonly quantileGroups?: number;
  readonly zTarget?: ScoreTarget;
  readonly zeroMad?: ZeroMad;
}

/** The score of one unit; null where a figure is not defined, and the flags that say why. */
export interface UnitScore {
  readonly value: number | null;
  readonly rank: number | null;
  readonly of: number;
  readonly tiedCount: number | null;
  readonly percentile: number | null;
  readonly quantileGroup: number | null;
  readonly z: number | null;
  readonly robustZ: number | null;
  readonly flags: readonly Flag[];
}

/**
 * The score of the unit at a position of a scored column.
 *
 * @param position in the column's results: the order of its members
 */
export function unitScore(column: ScoredColumn, position: number, options: UnitScoreOptions): UnitScore {
  const raw = column.values[position];
  const value = isPresent(raw) ? raw : null;
  const standing = standingAt(column, position);
  const ranked = standing.place > 0;
  const groups = options.quantileGroups ?? DEFAULT_QUANTILE_GROUPS;
  return {
    value,
    rank: ranked ? (column.ranks[position] ?? null) : null,
    of: column.n,
    tiedCount: ranked ? standing.tiedCount : null,
    percentile: percentileFromRank(standing, options.percentile),
    quantileGroup: quantileGroup(standing, groups),
    z: zScore(value, column.statistics, options.direction, options.zTarget),
    robustZ: robustZ(value, column.statistics, options.direction, options.zeroMad),
    flags: value === null ? ['MISSING'] : scoreFlags(standing, column.statistics, groups),
  };
}

/** Place, tied count and n of the unit at a position of a scored column. */
export function standingAt(column: ScoredColumn, position: number): Standing {
  return { place: column.places[position] ?? 0, tiedCount: column.tiedCounts[position] ?? 0, n: column.n };
}

/**
 * The flags of a score that has a value, in a fixed order.
 *
 * INSUFFICIENT_N below three values (no standard scores) or below the number of quantile groups; ZERO_VARIANCE,
 * ZERO_MAD and ZERO_RANGE from three values on; TIED for a shared rank; N_LT_4_NO_QUARTILE below four values;
 * PEER_GROUP_TOO_SMALL where a unit stands alone.
 */
export function scoreFlags(standing: Standing, statistics: ColumnStatistics, quantileGroups: number): Flag[] {
  const { n } = standing;
  const flags: Flag[] = [];
  if (n < 3 || (n >= 4 && n < quantileGroups)) flags.push('INSUFFICIENT_N');
  if (statistics.n >= 3) flags.push(...spreadFlags(statistics));
  if (standing.tiedCount > 1) flags.push('TIED');
  if (n < 4) flags.push('N_LT_4_NO_QUARTILE');
  if (n < 2) flags.push('PEER_GROUP_TOO_SMALL');
  return flags;
}

function spreadFlags(statistics: ColumnStatistics): Flag[] {
  if (hasNoSpread(statistics)) return ['ZERO_VARIANCE', 'ZERO_MAD', 'ZERO_RANGE'];
  return hasZeroMad(statistics) ? ['ZERO_MAD'] : [];
}
