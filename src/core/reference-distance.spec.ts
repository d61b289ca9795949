import { describe, expect, it } from '@jest/globals';
import { aboveBelowMean, referenceDistance, referenceValue } from './reference-distance.js';
import { describeColumn } from './statistics.js';

const statistics = describeColumn(Float64Array.of(10, 20, 60));

describe('the reference', () => {
  it('is the mean, an end of the scale, or a target', () => {
    expect(referenceValue('mean', statistics, 'lower_is_better')).toBe(30);
    expect(referenceValue('best', statistics, 'higher_is_better')).toBe(60);
    expect(referenceValue('best', statistics, 'lower_is_better')).toBe(10);
    expect(referenceValue('worst', statistics, 'higher_is_better')).toBe(10);
    expect(referenceValue('worst', statistics, 'lower_is_better')).toBe(60);
    expect(referenceValue('target', statistics, 'higher_is_better', 50)).toBe(50);
  });

  it('is unknown without a target, a direction or values', () => {
    expect(referenceValue('target', statistics, 'higher_is_better')).toBeNull();
    expect(referenceValue('best', statistics, 'neutral')).toBeNull();
    expect(referenceValue('mean', describeColumn(new Float64Array()), 'higher_is_better')).toBeNull();
  });
});

describe('the distance', () => {
  it('is a ratio or a relative difference', () => {
    expect(referenceDistance(90, 60, 'higher_is_better', 'ratio')).toBe(1.5);
    expect(referenceDistance(90, 60, 'higher_is_better', 'relative_difference')).toBe(0.5);
  });

  it('is larger for the better value, whatever the direction and the sign of the reference', () => {
    expect(referenceDistance(45, 60, 'lower_is_better', 'relative_difference')).toBe(0.25);
    expect(referenceDistance(45, 60, 'lower_is_better', 'ratio')).toBe(1.25);
    expect(referenceDistance(-2, -4, 'higher_is_better', 'relative_difference')).toBe(0.5);
    expect(referenceDistance(-2, -4, 'higher_is_better', 'ratio')).toBe(1.5);
  });

  it('is unknown from a reference of zero', () => {
    expect(referenceDistance(1, 0, 'higher_is_better')).toBeNull();
    expect(referenceDistance(1, null, 'higher_is_better')).toBeNull();
    expect(referenceDistance(null, 1, 'higher_is_better')).toBeNull();
    expect(referenceDistance(1, 1, 'neutral')).toBeNull();
  });
});

describe('above or below the mean', () => {
  it('within the band, its ends included, is neither', () => {
    expect([79, 80, 100, 120, 121].map((value) => aboveBelowMean(value, 100, 'higher_is_better', 0.2))).toEqual([
      -1, 0, 0, 0, 1,
    ]);
    expect([79, 80, 121].map((value) => aboveBelowMean(value, 100, 'lower_is_better', 0.2))).toEqual([1, 0, -1]);
    expect(aboveBelowMean(1.2, 1, 'higher_is_better')).toBe(0);
  });

  it('knows a negative mean and no mean of zero', () => {
    expect(aboveBelowMean(-50, -100, 'higher_is_better')).toBe(1);
    expect(aboveBelowMean(5, 0, 'higher_is_better')).toBeNull();
    expect(() => aboveBelowMean(5, 1, 'higher_is_better', -0.1)).toThrow(RangeError);
  });
});
