import { describe, expect, it } from '@jest/globals';
import { quantile } from '../quantile.js';
import { kurtosis, skewness } from '../statistics.js';
import { treatColumn, type TreatmentOptions } from './treatment.js';

const OPTIONS: TreatmentOptions = {
  kind: 'winsorise_skew_kurtosis',
  lower: 2.5,
  upper: 97.5,
  skewness: 2,
  kurtosis: 3.5,
  maxPoints: 5,
};

function treat(values: number[], options: Partial<TreatmentOptions> = {}): number[] {
  const column = Float64Array.from(values);
  return [...treatColumn(column, column, { ...OPTIONS, ...options }).values];
}

describe('treatment of outliers', () => {
  it('pulls one outlier to the next value (COINr, test of Treat)', () => {
    expect(treat([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]);
    expect(treat([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -100])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1]);
  });

  it('stops at the number of points and says that the shape did not pass', () => {
    const values = Float64Array.from([...Array.from({ length: 20 }, (_, i) => i + 1), 100, 200]);
    const result = treatColumn(values, values, { ...OPTIONS, maxPoints: 1 });
    expect(result.values[21]).toBe(100);
    expect(result).toMatchObject({ passed: false, points: 1, skipped: false });
    expect(Math.abs(skewness(result.values) ?? 0)).toBeGreaterThanOrEqual(2);
    expect(kurtosis(result.values)).toBeGreaterThanOrEqual(3.5);
  });

  it('leaves an inconspicuous column as it is', () => {
    expect(treat([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('clips to percentiles of type 7', () => {
    const values = [5, 1, 2, 3, 4, 6, 7, 8, 9, 100];
    const column = Float64Array.from(values);
    const treated = treat(values, { kind: 'winsorise_percentile' });
    expect(treated[9]).toBe(quantile(column, 0.975));
    expect(treated[1]).toBe(quantile(column, 0.025));
    expect(treated.slice(2, 9)).toEqual(values.slice(2, 9));
  });

  it('takes the logarithm above the minimum', () => {
    const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 100];
    expect(treat(values, { kind: 'log' })[9]).toBeCloseTo(Math.log(100 + 1), 12);
    expect(treat(values, { kind: 'log' })[0]).toBeCloseTo(Math.log(1), 12);
    expect(treat(new Array<number>(10).fill(4), { kind: 'log' })).toEqual(new Array<number>(10).fill(4));
  });

  it('treats nothing below ten values', () => {
    const values = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 100]);
    expect(treatColumn(values, values, OPTIONS)).toMatchObject({ values, skipped: true });
  });

  it('lets imputed values set no limit, but keeps them inside', () => {
    const basis = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, NaN]);
    const values = Float64Array.from(basis);
    values[11] = 500;
    const result = treatColumn(values, basis, OPTIONS);
    expect(result.values[11]).toBe(10);
    expect(result.points).toBe(1);
  });
});
