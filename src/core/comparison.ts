/** Comparison of a value with its benchmark, in one word (METHOD.md, part 2). */
import { isPresent, ties } from './numbers.js';
import type { Comparison, Direction } from './vocabulary.js';

/** Within 5 % of the benchmark a value is similar to it: less than that is seldom worth a visit. */
export const SIMILAR_BAND = 0.05;

/** What the word depends on besides the two numbers. */
export interface ComparisonOptions {
  readonly direction: Direction;
  /** A cost alone is neither good nor bad: it is higher or lower, whatever its direction. */
  readonly isCost?: boolean;
  /** p: values within p · |benchmark| of the benchmark, the ends included, are similar. */
  readonly band?: number;
}

/**
 * How a value stands beside a benchmark, usually the median of the peer group.
 *
 * `similar` within a band of 5 % of the size of the benchmark; beside a benchmark of zero only a value that ties with
 * it. Otherwise `better` or `worse` by the direction, and `higher` or `lower` for a neutral indicator and for a cost.
 * `not_compared` where the value or the benchmark is missing, as the median of a group of fewer than four is.
 *
 * @throws RangeError for a negative band
 * @example compare(80, 100, { direction: 'lower_is_better' }) // 'better'
 * @example compare(80, 100, { direction: 'lower_is_better', isCost: true }) // 'lower'
 */
export function compare(value: number | null, benchmark: number | null, options: ComparisonOptions): Comparison {
  const { direction, isCost = false, band = SIMILAR_BAND } = options;
  if (!(band >= 0)) throw new RangeError(`a band is not negative: ${band}`);
  if (!isPresent(value) || !isPresent(benchmark)) return 'not_compared';
  const distance = Math.abs(value - benchmark);
  const allowed = band * Math.abs(benchmark);
  if (ties(value, benchmark) || distance <= allowed || ties(distance, allowed)) return 'similar';
  const higher = value > benchmark;
  switch (isCost ? 'neutral' : direction) {
    case 'neutral':
      return higher ? 'higher' : 'lower';
    case 'higher_is_better':
      return higher ? 'better' : 'worse';
    case 'lower_is_better':
      return higher ? 'worse' : 'better';
  }
}
