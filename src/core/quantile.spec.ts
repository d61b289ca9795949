import { describe, expect, it } from '@jest/globals';
import { quantile, quantileOfSorted, type QuantileType } from './quantile.js';

/** quantile(1:10, c(.1, .25, .5, .75, .9), type = …) of R 4. */
const ONE_TO_TEN: readonly (readonly [QuantileType, readonly number[]])[] = [
  [1, [1, 3, 5, 8, 9]],
  [2, [1.5, 3, 5.5, 8, 9.5]],
  [3, [1, 2, 5, 8, 9]],
  [4, [1, 2.5, 5, 7.5, 9]],
  [5, [1.5, 3, 5.5, 8, 9.5]],
  [6, [1.1, 2.75, 5.5, 8.25, 9.9]],
  [7, [1.9, 3.25, 5.5, 7.75, 9.1]],
  [8, [1.3666666666667, 2.9166666666667, 5.5, 8.0833333333333, 9.6333333333333]],
  [9, [1.4, 2.9375, 5.5, 8.0625, 9.6]],
];

describe('the nine types of Hyndman and Fan', () => {
  const values = Float64Array.from({ length: 10 }, (_, i) => i + 1);

  it.each(ONE_TO_TEN)('type %d of 1..10 as in R', (type, expected) => {
    const found = [0.1, 0.25, 0.5, 0.75, 0.9].map((probability) => quantileOfSorted(values, probability, type));
    expected.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 12);
    });
  });

  it.each(ONE_TO_TEN)('type %d ends at the smallest and largest value', (type) => {
    expect(quantileOfSorted(values, 0, type)).toBe(1);
    expect(quantileOfSorted(values, 1, type)).toBe(10);
  });

  it.each(ONE_TO_TEN)('type %d of a single value is that value', (type) => {
    expect(quantileOfSorted(Float64Array.of(7), 0.3, type)).toBe(7);
  });

  it('sees 100 · 0.07 as 7 although it is a little more in binary', () => {
    const hundred = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    expect(100 * 0.07).toBeGreaterThan(7);
    expect(quantileOfSorted(hundred, 0.07, 1)).toBe(7);
    expect(quantileOfSorted(hundred, 0.07, 2)).toBe(7.5);
  });
});

describe('examples of the spreadsheet functions', () => {
  it('PERCENTILE.INC and QUARTILE.INC are type 7', () => {
    expect(quantile(Float64Array.of(1, 3, 2, 4), 0.3, 7)).toBeCloseTo(1.9, 14);
    expect(quantile(Float64Array.of(1, 2, 4, 7, 8, 9, 10, 12), 0.25)).toBe(3.5);
  });

  it('PERCENTILE.EXC and QUARTILE.EXC are type 6', () => {
    expect(quantile(Float64Array.of(1, 2, 3, 6, 6, 6, 7, 8, 9), 0.25, 6)).toBe(2.5);
    const values = Float64Array.of(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49);
    expect([0.25, 0.5, 0.75].map((probability) => quantile(values, probability, 6))).toEqual([15, 40, 43]);
  });
});

describe('edges', () => {
  it('leaves missing values out and has no quantile of nothing', () => {
    expect(quantile(Float64Array.of(NaN, 4, NaN, 2), 0.5)).toBe(3);
    expect(quantile(Float64Array.of(NaN), 0.5)).toBeNull();
  });

  it('refuses a probability outside 0..1', () => {
    expect(() => quantile(Float64Array.of(1), 1.01)).toThrow(RangeError);
    expect(() => quantile(Float64Array.of(1), NaN)).toThrow(RangeError);
  });
});
