import { describe, expect, it } from '@jest/globals';
import { percentileFromRank } from './percentile.js';
import { rank } from './rank.js';

describe('percentiles', () => {
  it('strict is PERCENTRANK.INC of the spreadsheet documentation', () => {
    const values = Float64Array.of(13, 12, 11, 8, 4, 3, 2, 1, 1, 1);
    const { places, tiedCounts, n } = rank(values);
    const percentileOf = (value: number): number | null => {
      const unit = values.indexOf(value);
      return percentileFromRank({ place: places[unit] ?? 0, tiedCount: tiedCounts[unit] ?? 0, n });
    };
    expect(percentileOf(2)).toBeCloseTo(3 / 9, 14);
    expect(percentileOf(4)).toBeCloseTo(5 / 9, 14);
    expect(percentileOf(8)).toBeCloseTo(6 / 9, 14);
    expect(percentileOf(1)).toBe(0);
    expect(percentileOf(13)).toBe(1);
  });

  it('counts ties by half, or in full', () => {
    const standing = { place: 2, tiedCount: 2, n: 5 };
    expect(percentileFromRank(standing, 'strict')).toBe(0.5);
    expect(percentileFromRank(standing, 'mid')).toBe(0.6);
    expect(percentileFromRank(standing, 'cumulative')).toBe(0.8);
  });

  it('of a unit alone is unknown when strict', () => {
    const alone = { place: 1, tiedCount: 1, n: 1 };
    expect(percentileFromRank(alone, 'strict')).toBeNull();
    expect(percentileFromRank(alone, 'mid')).toBe(0.5);
    expect(percentileFromRank(alone, 'cumulative')).toBe(1);
  });

  it('of a unit without a rank is unknown', () => {
    expect(percentileFromRank({ place: 0, tiedCount: 0, n: 5 }, 'mid')).toBeNull();
  });
});
