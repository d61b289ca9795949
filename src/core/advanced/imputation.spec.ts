import { describe, expect, it } from '@jest/globals';
import { carryForward, imputeLocation } from './imputation.js';

const ALL = (n: number): Uint8Array => new Uint8Array(n).fill(1);

describe('imputation', () => {
  it('fills with the mean or median of what was observed', () => {
    const values = Float64Array.of(1, 2, NaN, 9);
    expect([...imputeLocation(values, ALL(4), { kind: 'mean', groups: null })]).toEqual([NaN, NaN, 4, NaN]);
    expect(imputeLocation(values, ALL(4), { kind: 'median', groups: null })[2]).toBe(2);
  });

  it('fills within groups, and leaves a group without observations empty', () => {
    const values = Float64Array.of(1, NaN, 10, NaN, NaN, NaN);
    const groups = Int32Array.of(0, 0, 1, 1, 2, -1);
    expect([...imputeLocation(values, ALL(6), { kind: 'mean', groups })]).toEqual([NaN, 1, NaN, 10, NaN, NaN]);
  });

  it('fills nothing that may not be filled', () => {
    const filled = imputeLocation(Float64Array.of(1, NaN), Uint8Array.of(1, 0), { kind: 'mean', groups: null });
    expect(filled[1]).toBeNaN();
  });

  it('carries forward no further than its age', () => {
    const series = [2018, 2019, 2021, 2022].map((_, i) => Float64Array.of(i === 0 ? 7 : NaN));
    const fillable = series.map(() => ALL(1));
    const filled = carryForward(series, fillable, { years: [2018, 2019, 2020, 2021], maxAge: 2 });
    expect(filled.map(([value]) => value)).toEqual([NaN, 7, 7, NaN]);
  });
});
