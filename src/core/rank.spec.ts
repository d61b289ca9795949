import { describe, expect, it } from '@jest/globals';
import { rank, rankSorted, type TieMethod } from './rank.js';
import { sortColumn } from './sort-column.js';

describe('ties', () => {
  // The four rankings of "A ahead of B and C, which are equal and ahead of D" by their usual names.
  const columns: readonly (readonly [TieMethod, string, readonly number[]])[] = [
    ['min', '1224', [1, 2, 2, 4]],
    ['average', '1 2.5 2.5 4', [1, 2.5, 2.5, 4]],
    ['max', '1334', [1, 3, 3, 4]],
    ['dense', '1223', [1, 2, 2, 3]],
  ];

  it.each(columns)('%s is %s', (ties, _, expected) => {
    const ranking = rank(Float64Array.of(90, 80, 80, 70), { ties });
    expect([...ranking.ranks]).toEqual(expected);
    expect([...ranking.places]).toEqual([1, 2, 2, 4]);
    expect([...ranking.tiedCounts]).toEqual([1, 2, 2, 1]);
    expect(ranking.n).toBe(4);
  });

  it.each(columns)('%s counts from the lowest where the lowest is best', (ties, _, expected) => {
    const values = Float64Array.of(70, 80, 80, 90);
    expect([...rankSorted(4, sortColumn(values), 'lowest', { ties }).ranks]).toEqual(expected);
  });

  it('RANK.EQ and RANK.AVG of the spreadsheet documentation', () => {
    const values = Float64Array.of(7, 3.5, 3.5, 1, 2);
    expect(rankSorted(5, sortColumn(values), 'lowest').ranks[1]).toBe(3);
    expect(rankSorted(5, sortColumn(values), 'lowest').ranks[0]).toBe(5);
    expect(rank(Float64Array.of(89, 88, 92, 101, 94, 97, 95), { ties: 'average' }).ranks[4]).toBe(4);
  });

  it('holds 1 and 1.0000000001 for equal', () => {
    expect([...rank(Float64Array.of(1, 1.0000000001, 1.00000001)).ranks]).toEqual([2, 2, 1]);
  });
});

describe('gaps', () => {
  it('gives the missing no rank and does not count them', () => {
    const ranking = rank(Float64Array.of(NaN, 5, NaN, 7));
    expect([...ranking.ranks]).toEqual([NaN, 2, NaN, 1]);
    expect([...ranking.places]).toEqual([0, 2, 0, 1]);
    expect([...ranking.tiedCounts]).toEqual([0, 1, 0, 1]);
    expect(ranking.n).toBe(2);
  });

  it('ranks nobody in an empty group', () => {
    expect(rank(new Float64Array()).n).toBe(0);
  });
});

it('ranks on values rounded to three decimals, as the HDI does', () => {
  const values = Float64Array.of(0.9624, 0.9616, 0.9611, 0.8);
  expect([...rank(values).ranks]).toEqual([1, 2, 3, 4]);
  const rounded = rank(values, { rankOnRounded: 3 });
  expect([...rounded.ranks]).toEqual([1, 1, 3, 4]);
  expect([...rounded.tiedCounts]).toEqual([2, 2, 1, 1]);
});
