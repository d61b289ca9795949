import { describe, expect, it } from '@jest/globals';
import { quantileGroup } from './quantile-group.js';

const groupsOf = (n: number, k: number): (number | null)[] =>
  Array.from({ length: n }, (_, i) => quantileGroup({ place: i + 1, tiedCount: 1, n }, k));

describe('quantile groups', () => {
  it('are equal in size where the number of units allows', () => {
    expect(groupsOf(8, 4)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    expect(groupsOf(10, 5)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(groupsOf(10, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('follow the formula of UKHSA where it does not', () => {
    expect(groupsOf(5, 4)).toEqual([1, 1, 2, 3, 4]);
    expect(groupsOf(7, 4)).toEqual([1, 1, 2, 2, 3, 3, 4]);
    expect(groupsOf(43, 4).filter((group) => group === 1)).toHaveLength(11);
  });

  it('start at 1 and never skip or fall', () => {
    for (let k = 2; k <= 20; k++) {
      for (let n = k; n <= 60; n++) {
        const groups = groupsOf(n, k).map(Number);
        expect(groups[0]).toBe(1);
        expect(groups.at(-1)).toBe(k);
        groups.slice(1).forEach((group, i) => {
          expect(group - (groups[i] ?? NaN)).toBeGreaterThanOrEqual(0);
        });
      }
    }
  });

  it('are unknown below k units, for equal values, and without a rank', () => {
    expect(quantileGroup({ place: 1, tiedCount: 1, n: 3 })).toBeNull();
    expect(quantileGroup({ place: 1, tiedCount: 6, n: 6 })).toBeNull();
    expect(quantileGroup({ place: 0, tiedCount: 0, n: 6 })).toBeNull();
  });

  it.each([1, 21, 2.5, NaN])('do not come in %d', (k) => {
    expect(() => quantileGroup({ place: 1, tiedCount: 1, n: 30 }, k)).toThrow(RangeError);
  });
});
