import { describe, expect, it } from '@jest/globals';
import { isOutlier, robustZ, zScore } from './standard-score.js';
import { describeColumn, standardDeviation } from './statistics.js';

describe('z', () => {
  const values = Float64Array.of(2, 4, 4, 4, 5, 5, 7, 9);
  const statistics = describeColumn(values, { standardDeviation: 'population' });

  it('of a textbook sample with mean 5 and standard deviation 2', () => {
    expect(zScore(9, statistics, 'higher_is_better')).toBe(2);
    expect(zScore(9, statistics, 'lower_is_better')).toBe(-2);
    expect(zScore(5, statistics, 'lower_is_better')).toBe(0);
  });

  it('on the scale of intelligence tests', () => {
    expect(zScore(9, statistics, 'higher_is_better', { mean: 100, sd: 15 })).toBe(130);
    expect(zScore(9, statistics, 'lower_is_better', { mean: 100, sd: 15 })).toBe(70);
  });

  it('gives the group itself mean 0 and standard deviation 1', () => {
    const sample = describeColumn(values);
    const scores = values.map((value) => zScore(value, sample, 'lower_is_better') ?? NaN);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 12);
    expect(standardDeviation(scores)).toBeCloseTo(1, 12);
  });

  it('is unknown for a missing value, a neutral indicator, fewer than three values, and without spread', () => {
    expect(zScore(null, statistics, 'higher_is_better')).toBeNull();
    expect(zScore(9, statistics, 'neutral')).toBeNull();
    expect(zScore(1, describeColumn(Float64Array.of(1, 2)), 'higher_is_better')).toBeNull();
    expect(zScore(0.3, describeColumn(Float64Array.of(0.3, 0.1 + 0.2, 0.3)), 'higher_is_better')).toBeNull();
  });
});

describe('robust z', () => {
  // Iglewicz and Hoaglin (1993): the modified z-score 0.6745 (x − median) / MAD.
  const values = Float64Array.of(2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3);
  const statistics = describeColumn(values);

  it('is the modified z-score of Iglewicz and Hoaglin', () => {
    expect(statistics).toMatchObject({ median: 2.45 });
    expect(statistics.mad).toBeCloseTo(0.15, 12);
    expect(robustZ(8.2, statistics, 'higher_is_better')).toBeCloseTo((0.6744897501960817 * 5.75) / 0.15, 9);
    expect(robustZ(8.2, statistics, 'lower_is_better')).toBeCloseTo((-0.6744897501960817 * 5.75) / 0.15, 9);
  });

  it('finds the two outliers that an ordinary z hides', () => {
    const outliers = [...values].filter((value) => isOutlier(robustZ(value, statistics, 'higher_is_better')));
    expect(outliers).toEqual([8.2, 8.3]);
    expect([...values].some((value) => Math.abs(zScore(value, statistics, 'higher_is_better') ?? 0) > 3)).toBe(false);
    expect(isOutlier(null)).toBe(false);
  });

  it('falls back on the mean absolute deviation where half of the values agree', () => {
    const half = describeColumn(Float64Array.of(10, 10, 10, 10, 18));
    expect(robustZ(18, half, 'higher_is_better')).toBeNull();
    expect(robustZ(18, half, 'higher_is_better', 'mean_ad')).toBeCloseTo(8 / (1.2533141373155 * 1.6), 12);
    expect(robustZ(10, half, 'lower_is_better', 'mean_ad')).toBe(0);
  });

  it('takes noise in the eleventh digit for no deviation at all', () => {
    const noisy = describeColumn(Float64Array.of(1, 1.00000000001, 1, 0.99999999999, 5));
    expect(noisy.mad).toBeGreaterThan(0);
    expect(robustZ(5, noisy, 'higher_is_better')).toBeNull();
  });
});
