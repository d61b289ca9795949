/** Direction: the one place where "lower is better" turns into "higher is better" (METHOD.md, item 2). */
import { unsignedZero } from './numbers.js';
import type { Direction } from './vocabulary.js';

/** The factor s of `y = s · r`: +1 higher is better, −1 lower is better, 0 neutral (no rank, no score). */
export function directionSign(direction: Direction): 1 | -1 | 0 {
  switch (direction) {
    case 'higher_is_better':
      return 1;
    case 'lower_is_better':
      return -1;
    case 'neutral':
      return 0;
  }
}

/**
 * The column y = s · r on which all scores are computed: higher is better. Missing stays missing. Of a neutral
 * indicator nothing is better than anything else, so that every value of y is missing.
 */
export function orient(values: Float64Array, direction: Direction): Float64Array {
  const sign = directionSign(direction);
  return values.map((value) => (sign === 0 || !Number.isFinite(value) ? NaN : unsignedZero(sign * value)));
}
