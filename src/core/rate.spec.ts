import { describe, expect, it } from '@jest/globals';
import { rate } from './rate.js';

describe('rates', () => {
  it.each([1, 100, 1_000, 10_000, 100_000])('per %d', (per) => {
    expect(rate(3, 4, { per })).toEqual({ value: (3 * per) / 4, flags: [], refusal: null });
  });

  it('are zero for nothing, never missing', () => {
    expect(rate(0, 5)).toEqual({ value: 0, flags: [], refusal: null });
    expect(Object.is(rate(-0, 5).value, 0)).toBe(true);
  });

  it('are missing, never zero, and say why', () => {
    expect(rate(1, 0)).toEqual({ value: null, flags: ['ZERO_DENOMINATOR'], refusal: null });
    expect(rate(1, -2)).toEqual({ value: null, flags: ['ZERO_DENOMINATOR'], refusal: null });
    expect(rate(1, null)).toEqual({ value: null, flags: ['MISSING_DENOMINATOR'], refusal: null });
    expect(rate(null, 7)).toEqual({ value: null, flags: ['MISSING'], refusal: null });
    expect(rate(null, null)).toEqual({ value: null, flags: ['MISSING', 'MISSING_DENOMINATOR'], refusal: null });
  });

  it('refuse a proportion above one, but not a rate or a mean', () => {
    expect(rate(11, 10, { kind: 'proportion' })).toEqual({ value: null, flags: [], refusal: 'PROPORTION_ABOVE_ONE' });
    expect(rate(10, 10, { kind: 'proportion', per: 100 }).value).toBe(100);
    expect(rate(11, 10, { kind: 'mean' }).value).toBe(1.1);
  });

  it.each([0, -1, NaN, Infinity])('are not per %d', (per) => {
    expect(() => rate(1, 1, { per })).toThrow(RangeError);
  });
});
