/** What another method would change about the scores of one column: who moves, by how much, and which option does it. */
import { compare } from '../../core/comparison.js';
import { toNullable } from '../../core/numbers.js';
import { publishedStatistics } from '../../core/published-statistics.js';
import { scoreColumn } from '../../core/score-column.js';
import { unitScore } from '../../core/unit-score.js';
import type { Comparison, Direction } from '../../core/vocabulary.js';
import type { ScoringMethod } from '../method.js';

/** The standing of a unit that a method decides about. */
export interface Standing {
  readonly rank: number | null;
  readonly percentile: number | null;
  readonly quantileGroup: number | null;
  readonly comparison: Comparison;
  readonly z: number | null;
  readonly robustZ: number | null;
}

/** A unit that stands elsewhere. */
export interface Move {
  readonly unit: number;
  readonly before: Standing;
  readonly after: Standing;
  /** Options that do it each by itself; all changed ones where only their combination does. */
  readonly because: readonly (keyof ScoringMethod)[];
}

/** A column to be scored twice. */
export interface ComparedColumn {
  readonly values: Float64Array;
  /** Places of the peer group's members in the unit order. */
  readonly members: Int32Array;
  readonly direction: Direction;
  readonly isCost: boolean;
}

/** Options that differ. */
export function changedOptions(before: ScoringMethod, after: ScoringMethod): (keyof ScoringMethod)[] {
  return (Object.keys(after) as (keyof ScoringMethod)[]).filter((option) => before[option] !== after[option]);
}

/** The units of a column whose standing differs between two methods. */
export function movesBetween(column: ComparedColumn, before: ScoringMethod, after: ScoringMethod): Move[] {
  const changed = changedOptions(before, after);
  const present = standings(column, before);
  const future = standings(column, after);
  const alone = changed.map((option) => standings(column, { ...before, [option]: after[option] }));
  return [...column.members].flatMap((unit, i) => {
    const [was, is] = [present[i], future[i]];
    if (was === undefined || is === undefined || sameStanding(was, is)) return [];
    const because = changed.filter((_, at) => !sameStanding(was, alone[at]?.[i] ?? was));
    return [{ unit, before: was, after: is, because: because.length > 0 ? because : changed }];
  });
}

function standings({ values, members, direction, isCost }: ComparedColumn, method: ScoringMethod): Standing[] {
  const scored = scoreColumn({ values, members }, { ...method, direction });
  const { median } = publishedStatistics(scored.statistics);
  return Array.from(members, (unit, position) => {
    const { rank, percentile, quantileGroup, z, robustZ } = unitScore(scored, position, { ...method, direction });
    const comparison = compare(toNullable(values[unit]), median, { direction, isCost, band: method.similarBand });
    return { rank, percentile, quantileGroup, comparison, z, robustZ };
  });
}

function sameStanding(a: Standing, b: Standing): boolean {
  return (Object.keys(a) as (keyof Standing)[]).every((key) => a[key] === b[key]);
}
