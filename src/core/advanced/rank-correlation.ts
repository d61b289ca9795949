/** Spearman's rank correlation, for the warning that two indicators say the same thing twice. */
import { rank } from '../rank.js';

/** Above this size of correlation two indicators of one node are reported (JRC). */
export const HIGH_CORRELATION = 0.92;

/**
 * Spearman's ρ of two columns over the units that have both: the correlation of their ranks, ties at their mean place.
 *
 * @returns null below three common units or where one column does not vary
 */
export function spearman(first: Float64Array, second: Float64Array): number | null {
  const ranksOfFirst = rank(commonTo(first, second), { ties: 'average' });
  const ranksOfSecond = rank(commonTo(second, first), { ties: 'average' });
  return ranksOfFirst.n < 3 ? null : correlation(ranksOfFirst.ranks, ranksOfSecond.ranks);
}

function commonTo(column: Float64Array, other: Float64Array): Float64Array {
  return column.map((value, i) => (Number.isFinite(other[i]) ? value : NaN));
}

/** Pearson's r of two columns that are missing at the same places; null where one of them does not vary. */
export function correlation(x: Float64Array, y: Float64Array): number | null {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    n++;
    sumX += x[i] ?? 0;
    sumY += y[i] ?? 0;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    const dx = (x[i] ?? 0) - sumX / n;
    const dy = (y[i] ?? 0) - sumY / n;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}
