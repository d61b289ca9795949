import { describe, expect, it } from '@jest/globals';
import {
  fromColumn,
  isPresent,
  roundDecimals,
  roundSignificant,
  sortedPresent,
  ties,
  toColumn,
  toNullable,
} from './numbers.js';

describe('presence', () => {
  it('takes finite numbers only', () => {
    expect([0, -1.5, NaN, Infinity, -Infinity, null, undefined].map(isPresent)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('goes into a column and back without inventing or losing a value', () => {
    expect(fromColumn(toColumn([1, null, undefined, Infinity, NaN, 0]))).toEqual([1, null, null, null, null, 0]);
  });

  it('never lets a negative zero out', () => {
    expect(Object.is(toNullable(-0), 0)).toBe(true);
    expect(Object.is(toColumn([-0])[0], 0)).toBe(true);
    expect(Object.is(sortedPresent(Float64Array.of(-0))[0], 0)).toBe(true);
  });

  it('sorts numbers by size, not by notation, and leaves the missing out', () => {
    expect([...sortedPresent(Float64Array.of(10, NaN, 9, -Infinity, -1))]).toEqual([-1, 9, 10]);
  });
});

describe('ties', () => {
  it.each([
    [1, 1.0000000001],
    [0.1 + 0.2, 0.3],
    [123456789.01, 123456789.04],
    [-5e-20, -5.00000000001e-20],
    [0, -0],
    [99999999999, 100000000000],
  ])('%d ties with %d at ten significant digits', (a, b) => {
    expect(ties(a, b)).toBe(true);
    expect(ties(b, a)).toBe(true);
  });

  it.each([
    [1, 1.000000001],
    [1, -1],
    [0, 1e-300],
    [1000000001, 1000000002],
    [NaN, NaN],
    [NaN, 1],
  ])('%d does not tie with %d', (a, b) => {
    expect(ties(a, b)).toBe(false);
    expect(ties(b, a)).toBe(false);
  });

  it('agrees with rounding both numbers, also close to a border', () => {
    for (let i = -50; i <= 50; i++) {
      const [a, b] = [1.00000000005, 1.00000000005 + i * 1e-11];
      expect(ties(a, b)).toBe(roundSignificant(a) === roundSignificant(b));
    }
  });
});

describe('rounding', () => {
  it('to significant digits', () => {
    expect(roundSignificant(123456.789012345)).toBe(123456.789);
    expect(roundSignificant(-0.000123456, 3)).toBe(-0.000123);
    expect(roundSignificant(0)).toBe(0);
    expect(roundSignificant(Infinity)).toBe(Infinity);
  });

  it.each([
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [0.9615, 3, 0.962],
    [2.5, 0, 3],
    [1e-7, 3, 0],
    [1.5e-7, 7, 2e-7],
    [123456789012.345, 2, 123456789012.35],
    [1e22, 3, 1e22],
  ])('%d to %d decimals is %d', (value, decimals, expected) => {
    expect(roundDecimals(value, decimals)).toBe(expected);
  });

  it('rounds to zero, not to negative zero, and leaves the missing alone', () => {
    expect(Object.is(roundDecimals(-0.001, 2), 0)).toBe(true);
    expect(roundDecimals(NaN, 2)).toBeNaN();
  });

  it('refuses decimals that are not a small whole number', () => {
    expect(() => roundDecimals(1, -1)).toThrow(RangeError);
    expect(() => roundDecimals(1, 1.5)).toThrow(RangeError);
  });
});
