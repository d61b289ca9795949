/** Values put in order with their tie classes, for looking up how any value stands among them. */
import { sortedPresent, ties } from './numbers.js';

/** The present values of a column in ascending order and, for every position, its tie class. */
export interface Ordering {
  readonly sorted: Float64Array;
  /** Position at which the tie class of this position begins. */
  readonly starts: Int32Array;
  /** Number of values in the tie class of this position. */
  readonly sizes: Int32Array;
  /** Number of the tie class of this position, from 0 for the smallest. */
  readonly classes: Int32Array;
  readonly classCount: number;
}

/** Sorts the finite values of a column and groups those that tie. */
export function orderColumn(values: Float64Array): Ordering {
  return groupTies(sortedPresent(values));
}

/**
 * Groups the ties of values that are complete and ascending. Rounding keeps the order, so that comparing neighbours
 * finds every tie.
 */
function groupTies(sorted: Float64Array): Ordering {
  const n = sorted.length;
  const starts = new Int32Array(n);
  const sizes = new Int32Array(n);
  const classes = new Int32Array(n);
  let start = 0;
  let classCount = 0;
  for (let end = 1; end <= n; end++) {
    if (end < n && ties(sorted[end - 1] ?? NaN, sorted[end] ?? NaN)) continue;
    const size = end - start;
    for (let position = start; position < end; position++) {
      starts[position] = start;
      sizes[position] = size;
      classes[position] = classCount;
    }
    start = end;
    classCount++;
  }
  return { sorted, starts, sizes, classes, classCount };
}

/** First position whose value is not smaller than `value`: the place of a value that is known to be there. */
export function positionOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? NaN) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
