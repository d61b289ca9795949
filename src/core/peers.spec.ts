import { describe, expect, it } from '@jest/globals';
import { toColumn } from './numbers.js';
import { bandGroups, comparisonSet, fixedGroups, nearestPeers, peerSpace } from './peers.js';

const codes = ['A', 'B', 'C', 'D', 'E'];
const space = peerSpace({ codes, variables: [toColumn([1, 2, 3, 4, 10]), toColumn([7, 7, 7, 7, 7])] });
const peersOf = (unit: number, options = {}): string[] =>
  nearestPeers(space, unit, options).map((neighbour) => codes[neighbour.unit] ?? '');

describe('nearest neighbours', () => {
  it('come nearest first, without the unit itself, ties by code', () => {
    expect(peersOf(0)).toEqual(['B', 'C', 'D', 'E']);
    expect(peersOf(2, { k: 2 })).toEqual(['B', 'D']);
    expect(peersOf(3, { k: 3 })).toEqual(['C', 'B', 'A']);
  });

  it('lie at Euclidean distances of z-scores with the sample deviation', () => {
    // 1, 2, 3, 4, 10 has mean 4 and sample variance 12.5.
    const neighbours = nearestPeers(space, 0, { k: 2 });
    expect(neighbours[0]?.distance).toBeCloseTo(1 / Math.sqrt(12.5), 12);
    expect(neighbours.map(({ rebased }) => rebased)).toEqual([expect.closeTo(1 / 9, 12), expect.closeTo(2 / 9, 12)]);
    expect(neighbours.map(({ position }) => position)).toEqual([1, 2]);
  });

  it('are not symmetric', () => {
    expect(peersOf(4, { k: 1 })).toEqual(['D']);
    expect(peersOf(3, { k: 1 })).toEqual(['C']);
  });

  it('weigh the variables', () => {
    const two = peerSpace({ codes: ['A', 'B', 'C'], variables: [toColumn([0, 1, 2]), toColumn([0, 2, 1])] });
    const nearest = (weights: number[]): number | undefined => nearestPeers(two, 0, { k: 1, weights })[0]?.unit;
    expect(nearest([2, 1])).toBe(1);
    expect(nearest([1, 2])).toBe(2);
    expect(nearestPeers(two, 0, { weights: [4, 0] })[0]?.distance).toBeCloseTo(2, 12);
  });

  it('are refused with impossible options', () => {
    expect(() => nearestPeers(space, 0, { k: 0 })).toThrow(RangeError);
    expect(() => nearestPeers(space, 0, { weights: [1] })).toThrow(RangeError);
    expect(() => nearestPeers(space, 0, { weights: [1, -1] })).toThrow(RangeError);
  });

  it('of identical units are all at distance 0', () => {
    const same = peerSpace({ codes: ['A', 'B', 'C'], variables: [toColumn([5, 5, 5])] });
    expect(nearestPeers(same, 1).map(({ unit, rebased }) => [unit, rebased])).toEqual([
      [0, 0],
      [2, 0],
    ]);
  });
});

describe('missing variables', () => {
  const incomplete = peerSpace({
    codes,
    variables: [
      toColumn([0, 1, 2, 3, 4]),
      toColumn([0, 1, 2, 3, 4]),
      toColumn([0, 1, 2, 3, 4]),
      toColumn([0, 1, 2, 3, 4]),
      toColumn([0, null, 2, 3, 4]),
    ],
  });

  it('leave a unit without neighbours, and nobody with it', () => {
    expect(nearestPeers(incomplete, 1)).toEqual([]);
    expect(nearestPeers(incomplete, 0).map(({ unit }) => unit)).toEqual([2, 3, 4]);
  });

  it('may be done without if four fifths are there, scaled up to all', () => {
    const averaged = nearestPeers(incomplete, 0, { missing: 'average_common' });
    expect(averaged.map(({ unit }) => unit)).toEqual([1, 2, 3, 4]);
    expect(averaged[0]?.distance).toBeCloseTo(Math.sqrt(5 / 2.5), 12);
  });

  it('may not be done without below four fifths', () => {
    const half = peerSpace({ codes: ['A', 'B', 'C'], variables: [toColumn([1, 2, 4]), toColumn([1, null, 4])] });
    expect(nearestPeers(half, 0, { missing: 'average_common' }).map(({ unit }) => unit)).toEqual([2]);
  });
});

describe('groups', () => {
  it('a unit is compared with its neighbours and itself, unless told otherwise', () => {
    const neighbours = nearestPeers(space, 2, { k: 2 });
    expect([...comparisonSet(2, neighbours)]).toEqual([1, 2, 3]);
    expect([...comparisonSet(2, neighbours, false)]).toEqual([1, 3]);
  });

  it('fixed groups keep the unit order and leave out who has none', () => {
    const groups = fixedGroups(['s', 'm', null, 's']);
    expect([...groups].map(([group, units]) => [group, [...units]])).toEqual([
      ['s', [0, 3]],
      ['m', [1]],
    ]);
  });

  it('bands of a rule table start at their limit', () => {
    const population = { values: toColumn([9_999, 10_000, 50_000, null]), limits: [10_000, 20_000] };
    const income = { values: toColumn([1, 5, 9, 5]), limits: [5] };
    expect(bandGroups([population, income], 4)).toEqual(['1-1', '2-2', '3-2', null]);
  });
});
