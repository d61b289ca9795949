/** Which statistics of a group may be published (METHOD.md, item 16). */
import type { GroupStatistics } from './benchmark.js';
import type { ColumnStatistics } from './statistics.js';

/** Below so many values the statistics concerned would tell too much about a single unit. */
export const MINIMUM_N = { mean: 3, quartiles: 4, extremes: 5 } as const;

/**
 * The statistics of a group as everybody may see them: mean and standard deviation from 3 values on, median and
 * quartiles from 4, smallest and largest value from 5; n always.
 */
export function publishedStatistics(statistics: ColumnStatistics): GroupStatistics {
  const { n } = statistics;
  const from = (minimum: number, figure: number | null): number | null => (n >= minimum ? figure : null);
  return {
    n,
    min: from(MINIMUM_N.extremes, statistics.min),
    q1: from(MINIMUM_N.quartiles, statistics.q1),
    median: from(MINIMUM_N.quartiles, statistics.median),
    q3: from(MINIMUM_N.quartiles, statistics.q3),
    max: from(MINIMUM_N.extremes, statistics.max),
    mean: from(MINIMUM_N.mean, statistics.mean),
    sd: from(MINIMUM_N.mean, statistics.sd),
  };
}
