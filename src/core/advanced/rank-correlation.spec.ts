import { describe, expect, it } from '@jest/globals';
import { spearman } from './rank-correlation.js';

describe('Spearman’s rank correlation', () => {
  it('by hand: 1 − 6Σd²/(n(n² − 1)) without ties', () => {
    expect(spearman(Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(2, 1, 4, 3, 5))).toBeCloseTo(1 - 24 / 120, 14);
    expect(spearman(Float64Array.of(1, 2, 3), Float64Array.of(30, 20, 10))).toBeCloseTo(-1, 14);
  });

  it('takes the units both have, and is null where nothing varies', () => {
    expect(spearman(Float64Array.of(1, 2, 3, NaN), Float64Array.of(1, 4, 9, 2))).toBeCloseTo(1, 14);
    expect(spearman(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNull();
    expect(spearman(Float64Array.of(1, 2), Float64Array.of(1, 2))).toBeNull();
  });
});
