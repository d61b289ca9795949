import { describe, expect, it } from '@jest/globals';
import { minMax, POSITIVE_RANGE } from './min-max.js';

describe('min–max', () => {
  const basis = { min: 10, max: 50 };

  it('puts the worst at the lower and the best at the upper end', () => {
    expect([10, 20, 50].map((value) => minMax(value, basis, 'higher_is_better').value)).toEqual([0, 25, 100]);
    expect([10, 20, 50].map((value) => minMax(value, basis, 'lower_is_better').value)).toEqual([100, 75, 0]);
  });

  it('takes another range', () => {
    expect(minMax(10, basis, 'higher_is_better', { range: POSITIVE_RANGE }).value).toBe(1);
    expect(minMax(50, basis, 'higher_is_better', { range: [0.1, 0.7] }).value).toBe(0.7);
  });

  it('lets values of another period leave the range, unless they are clamped', () => {
    expect(minMax(60, basis, 'higher_is_better')).toEqual({ value: 125, clamped: false });
    expect(minMax(60, basis, 'higher_is_better', { clamp: true })).toEqual({ value: 100, clamped: true });
    expect(minMax(60, basis, 'lower_is_better', { clamp: true })).toEqual({ value: 0, clamped: true });
    expect(minMax(50, basis, 'higher_is_better', { clamp: true })).toEqual({ value: 100, clamped: false });
  });

  it.each([
    [null, basis, 'higher_is_better'],
    [10, { min: null, max: null }, 'higher_is_better'],
    [10, { min: 10, max: 10 }, 'higher_is_better'],
    [0.3, { min: 0.3, max: 0.1 + 0.2 }, 'higher_is_better'],
    [10, basis, 'neutral'],
  ] as const)('knows no score for %p in %p, %s', (value, extremes, direction) => {
    expect(minMax(value, extremes, direction).value).toBeNull();
  });
});
