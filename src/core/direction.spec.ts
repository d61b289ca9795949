import { expect, it } from '@jest/globals';
import { directionSign, orient } from './direction.js';

it('turns a column so that higher is better', () => {
  expect([...orient(Float64Array.of(1, NaN, -2), 'higher_is_better')]).toEqual([1, NaN, -2]);
  expect([...orient(Float64Array.of(1, NaN, -2), 'lower_is_better')]).toEqual([-1, NaN, 2]);
});

it('lets nothing be better than anything else where the direction is neutral', () => {
  expect(directionSign('neutral')).toBe(0);
  expect([...orient(Float64Array.of(1, -2), 'neutral')]).toEqual([NaN, NaN]);
});

it('turns zero into zero and leaves the column it was given alone', () => {
  const values = Float64Array.of(0, 3);
  expect(Object.is(orient(values, 'lower_is_better')[0], 0)).toBe(true);
  expect([...values]).toEqual([0, 3]);
});
