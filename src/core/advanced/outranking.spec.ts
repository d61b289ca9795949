import { describe, expect, it } from '@jest/globals';
import { copelandScores } from './outranking.js';

describe('Copeland scores', () => {
  it('wins less losses, by hand', () => {
    // A beats B on 2 of 3 and C on 2 of 3; B and C: B wins on two.
    const children = [Float64Array.of(3, 2, 1), Float64Array.of(3, 2, 1), Float64Array.of(1, 2, 3)];
    expect([...copelandScores(children, [1, 1, 1], [0, 1, 2])]).toEqual([2, 0, -2]);
    expect([...copelandScores(children, [1, 1, 2], [0, 1, 2])]).toEqual([0, 0, 0]);
    expect([...copelandScores(children, [1, 1, 5], [0, 1, 2])]).toEqual([-2, 0, 2]);
  });

  it('compares on what both have, and only members', () => {
    const children = [Float64Array.of(3, NaN, 1), Float64Array.of(1, 2, 3)];
    expect([...copelandScores(children, [1, 1], [0, 1])]).toEqual([-1, 1, NaN]);
  });
});
