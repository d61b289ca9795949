/** Percentiles from ranks (METHOD.md, item 5). */

/**
 * `strict`: share of the others that are worse, as percent_rank and PERCENTRANK.INC count it;
 * `mid`: share worse, ties counting one half; `cumulative`: share not better, as cume_dist counts it.
 */
export type PercentileKind = 'strict' | 'mid' | 'cumulative';

/** Where a unit stands: best place of its tie group (1 = best), size of that group, number of units ranked. */
export interface Standing {
  readonly place: number;
  readonly tiedCount: number;
  readonly n: number;
}

/**
 * The percentile of a unit, from 0 to 1 with 1 the best. With `worse` the number of units strictly worse:
 * strict worse/(n−1), mid (worse + ½·tied)/n, cumulative (worse + tied)/n.
 *
 * @returns null without a rank, and for `strict` below two units, where Postgres would say 0
 * @example percentileFromRank({ place: 2, tiedCount: 2, n: 5 }) // 0.5
 */
export function percentileFromRank(standing: Standing, kind: PercentileKind = 'strict'): number | null {
  const { place, tiedCount, n } = standing;
  if (place < 1 || n < 1) return null;
  const worse = n - place - tiedCount + 1;
  switch (kind) {
    case 'strict':
      return n < 2 ? null : worse / (n - 1);
    case 'mid':
      return (worse + tiedCount / 2) / n;
    case 'cumulative':
      return (worse + tiedCount) / n;
  }
}
