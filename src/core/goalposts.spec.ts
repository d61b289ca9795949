import { describe, expect, it } from '@jest/globals';
import { aggregate } from './composite.js';
import { goalpostScore, refusalOfGoalposts } from './goalposts.js';

const up = 'higher_is_better';

describe('goalposts', () => {
  it('make the HDI of Norway 2021 (UNDP, Human Development Report 2021/2022, table 1: 0.961)', () => {
    const health = goalpostScore(83.2, { low: 20, high: 85 }, up).value ?? NaN;
    const expected = goalpostScore(18.2, { low: 0, high: 18 }, up);
    const mean = goalpostScore(13.0, { low: 0, high: 15 }, up).value ?? NaN;
    const income = goalpostScore(64_660, { low: 100, high: 75_000, log: true }, up).value ?? NaN;
    expect(expected).toEqual({ value: 1, clamped: true });
    const education = (1 + mean) / 2;
    const hdi = aggregate(Float64Array.of(health, education, income), [1, 1, 1], 'geometric').score;
    expect(hdi?.toFixed(3)).toBe('0.961');
  });

  it('swap where lower is better', () => {
    expect(goalpostScore(30, { low: 0, high: 100 }, 'lower_is_better')).toEqual({ value: 0.7, clamped: false });
    expect(goalpostScore(-1, { low: 0, high: 100 }, 'lower_is_better')).toEqual({ value: 1, clamped: true });
  });

  it('go on any range', () => {
    expect(goalpostScore(60, { low: 20, high: 100 }, up, [0, 100]).value).toBe(50);
    expect(goalpostScore(20, { low: 20, high: 100 }, up, [1, 100]).value).toBe(1);
  });

  it('hold a value without a logarithm for one below the low post', () => {
    const income = { low: 100, high: 75_000, log: true };
    expect([0, -5].map((value) => goalpostScore(value, income, up))).toEqual([
      { value: 0, clamped: true },
      { value: 0, clamped: true },
    ]);
  });

  it('are refused when equal, in the wrong order, or without logarithms', () => {
    expect(refusalOfGoalposts({ low: 1, high: 2 })).toBeNull();
    expect(refusalOfGoalposts({ low: 2, high: 2 })).toBe('GOALPOSTS_EQUAL');
    expect(refusalOfGoalposts({ low: 3, high: 2 })).toBe('GOALPOSTS_REVERSED');
    expect(refusalOfGoalposts({ low: 0, high: 2, log: true })).toBe('GOALPOSTS_LOG_NON_POSITIVE');
    expect(() => goalpostScore(1, { low: 3, high: 2 }, up)).toThrow(RangeError);
  });

  it('know no score for a missing value or a neutral indicator', () => {
    expect(goalpostScore(null, { low: 0, high: 1 }, up).value).toBeNull();
    expect(goalpostScore(0.5, { low: 0, high: 1 }, 'neutral').value).toBeNull();
  });
});
