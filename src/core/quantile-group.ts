/** Quantile groups (METHOD.md, item 6): quartiles by default, 1 = best. */
import type { Standing } from './percentile.js';

/** Quartiles, unless another number of groups is asked for. */
export const DEFAULT_QUANTILE_GROUPS = 4;

/**
 * The quantile group of a unit by the rule of UKHSA's PHEindicatormethods:
 * q = max(1, ⌊(k+1) − ⌈((n+1) − rank) / (n/k)⌉⌋) with the rank that gives ties the best place. Units that tie share
 * their group. Computed in this order of operations, so that it agrees with the published package to the last unit.
 *
 * @param groups k, from 2 to 20
 * @returns null without a rank, below k units, and where all units tie
 * @throws RangeError when k is not a whole number from 2 to 20
 * @example quantileGroup({ place: 4, tiedCount: 1, n: 5 }) // 3
 */
export function quantileGroup(standing: Standing, groups: number = DEFAULT_QUANTILE_GROUPS): number | null {
  if (!Number.isInteger(groups) || groups < 2 || groups > 20) {
    throw new RangeError(`there are 2 to 20 quantile groups, not ${groups}`);
  }
  const { place, tiedCount, n } = standing;
  if (place < 1 || n < groups || tiedCount >= n) return null;
  return Math.max(1, Math.floor(groups + 1 - Math.ceil((n + 1 - place) / (n / groups))));
}
