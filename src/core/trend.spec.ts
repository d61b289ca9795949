import { describe, expect, it } from '@jest/globals';
import { toColumn } from './numbers.js';
import { compoundGrowth, mannKendall, olsSlope, theilSenSlope, trendLabel, trendOf, type Series } from './trend.js';

const yearly = (...values: (number | null)[]): Series => ({
  times: Float64Array.from(values, (_, i) => 2012 + i),
  values: toColumn(values),
});

describe('slopes', () => {
  it('Theil–Sen of the example of Sen (1968) is 4', () => {
    const times = Float64Array.of(1, 2, 3, 4, 10, 12, 18);
    expect(theilSenSlope({ times, values: Float64Array.of(9, 15, 19, 20, 45, 55, 78) })).toBe(4);
  });

  it('Theil–Sen shrugs off an outlier that least squares follow', () => {
    const series = yearly(1, 2, 3, 4, 5, 60);
    expect(theilSenSlope(series)).toBe(1);
    expect(olsSlope(series)).toBeCloseTo(152.5 / 17.5, 12);
  });

  it('least squares of an exact line, also with a gap', () => {
    expect(olsSlope(yearly(3, 5, null, 9))).toBeCloseTo(2, 12);
    expect(olsSlope(yearly(3, 5))).toBeNull();
    expect(Object.is(olsSlope(yearly(5, 5, 5)), 0)).toBe(true);
  });

  it('need points at different times', () => {
    const series = { times: Float64Array.of(1, 1, 1), values: Float64Array.of(1, 2, 3) };
    expect(theilSenSlope(series)).toBeNull();
    expect(olsSlope(series)).toBeNull();
    expect(compoundGrowth(series)).toBeNull();
  });
});

describe('compound growth', () => {
  it('counts the years between first and last value', () => {
    expect(compoundGrowth(yearly(100, null, 121))).toBeCloseTo(0.1, 12);
    expect(compoundGrowth(yearly(121, 110, 100))).toBeCloseTo(1 / 1.1 - 1, 12);
  });

  it.each([[[0, 5]], [[5, 0]], [[-1, 5]], [[5]], [[null, 5, null]]])('of %j is unknown', (values) => {
    expect(compoundGrowth(yearly(...values))).toBeNull();
  });
});

describe('Mann–Kendall', () => {
  it('of eight rising values: S = 28, Var = 65.33', () => {
    const test = mannKendall(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    expect(test?.s).toBe(28);
    expect(test?.z).toBeCloseTo(27 / Math.sqrt(196 / 3), 12);
    expect(test?.p).toBeCloseTo(0.000837, 6);
  });

  it('corrects the variance for ties, worked by hand', () => {
    // 10 pairs: 8 rise, 0 fall, 2 tie (2,2 and 3,3); Var = (5·4·15 − 2·(2·1·9)) / 18.
    const test = mannKendall(Float64Array.of(1, 2, 2, 3, 3));
    expect(test?.s).toBe(8);
    expect(test?.z).toBeCloseTo(7 / Math.sqrt((300 - 36) / 18), 12);
  });

  it('of a series that stands still says nothing', () => {
    expect(mannKendall(Float64Array.of(2, 2, 2))).toEqual({ s: 0, z: 0, p: 1 });
    expect(mannKendall(Float64Array.of(1, 2, 1.5, 1.5))).toMatchObject({ s: 1, z: 0, p: 1 });
    expect(mannKendall(Float64Array.of(2, NaN))).toBeNull();
  });
});

describe('labels', () => {
  const rising = yearly(1, 2, 3, 4, 5, 6, 7, 9);

  it('turn with the direction', () => {
    expect(trendOf(rising, 'higher_is_better').label).toBe('improving');
    expect(trendOf(rising, 'lower_is_better').label).toBe('worsening');
    expect(trendOf(rising, 'neutral').label).toBe('rising');
    const falling = { ...rising, values: rising.values.map((value) => -value) };
    expect(trendOf(falling, 'higher_is_better').label).toBe('worsening');
    expect(trendOf(falling, 'lower_is_better').label).toBe('improving');
    expect(trendOf(falling, 'neutral').label).toBe('falling');
  });

  it('claim nothing below eight values or without significance', () => {
    expect(trendOf(yearly(1, 2, 3, 4, 5, 6, 7, null), 'higher_is_better').label).toBe('insufficient');
    expect(trendOf(yearly(1, 5, 2, 6, 1, 5, 2, 6), 'higher_is_better').label).toBe('no_clear_change');
    expect(trendLabel(8, { s: 10, z: 1.96, p: 0.05 }, 'higher_is_better')).toBe('no_clear_change');
    expect(trendLabel(9, null, 'neutral')).toBe('insufficient');
  });
});

it('a trend gives every figure that its number of values defines', () => {
  expect(trendOf(yearly(null), 'neutral')).toEqual({
    n: 0,
    slope: null,
    ols: null,
    cagr: null,
    s: null,
    z: null,
    p: null,
    label: 'insufficient',
  });
  expect(trendOf(yearly(1, 2), 'neutral')).toMatchObject({ n: 2, slope: null, ols: null, cagr: 1, s: 1 });
  expect(trendOf(yearly(1, 2, 3), 'neutral')).toMatchObject({ slope: null, ols: 1 });
  expect(trendOf(yearly(1, 2, 3, 4), 'neutral')).toMatchObject({ slope: 1, ols: 1, s: 6 });
});
