import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { possibleDecrease, possibleIncrease, type CountTable } from './suppression-graph.js';
import { suppressTable, type SuppressionReason } from './suppression.js';

function table(rows: number[][]): CountTable {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, counts: Float64Array.from(rows.flat()) };
}

/** P primary, c complementary, . shown. */
function drawn(counts: number[][], minNumerator = 5): string[] {
  const { reasons } = suppressTable(table(counts), { minNumerator });
  const letter = (reason: SuppressionReason | null): string =>
    reason === 'primary' ? 'P' : reason === 'complementary' ? 'c' : '.';
  const width = counts[0]?.length ?? 0;
  return counts.map((_, row) =>
    reasons
      .slice(row * width, (row + 1) * width)
      .map(letter)
      .join(''),
  );
}

/** Whether every hidden cell keeps the room that hiding the whole table would give it, as far as it is asked for. */
function isSafe(one: CountTable, hidden: Uint8Array, minNumerator: number): boolean {
  const everything = new Uint8Array(hidden.length).fill(1);
  return [...hidden.keys()].every((cell) => {
    if (hidden[cell] !== 1) return true;
    const count = one.counts[cell] ?? 0;
    const up = (marks: Uint8Array, wanted: number): number => possibleIncrease(one, marks, cell, wanted).flow;
    const down = (marks: Uint8Array, wanted: number): number => possibleDecrease(one, marks, cell, wanted).flow;
    const isSmall = count > 0 && count < minNumerator;
    const wide =
      !isSmall ||
      (up(hidden, minNumerator - 1 - count) >= up(everything, minNumerator - 1 - count) &&
        down(hidden, count - 1) >= down(everything, count - 1));
    const derivable = up(hidden, 1) === 0 && down(hidden, 1) === 0;
    const always = up(everything, 1) === 0 && down(everything, 1) === 0;
    return wide && (!derivable || (always && isSmall));
  });
}

/** Least number of complementary cells by trying every set, smallest first. */
function leastByTrying(one: CountTable, minNumerator: number): number {
  const primary = Uint8Array.from(one.counts, (count) => (count > 0 && count < minNumerator ? 1 : 0));
  const open = [...primary.keys()].filter((cell) => primary[cell] === 0);
  let least = Infinity;
  for (let mask = 0; mask < 2 ** open.length; mask++) {
    const chosen = open.filter((_, bit) => (mask >> bit) & 1);
    if (chosen.length >= least) continue;
    const hidden = Uint8Array.from(primary);
    for (const cell of chosen) hidden[cell] = 1;
    if (isSafe(one, hidden, minNumerator)) least = chosen.length;
  }
  return least;
}

describe('suppression of a table with published totals', () => {
  it('leaves a table without small counts alone, zeros included', () => {
    expect(
      drawn([
        [0, 10],
        [20, 30],
      ]),
    ).toEqual(['..', '..']);
  });

  it('hides a rectangle around a single small count', () => {
    expect(
      drawn([
        [3, 20, 30],
        [15, 40, 50],
        [60, 70, 80],
      ]),
    ).toEqual(['Pc.', 'cc.', '...']);
  });

  it('needs nothing more where four small counts protect each other', () => {
    expect(
      drawn([
        [4, 3, 30],
        [3, 4, 50],
        [60, 70, 80],
      ]),
    ).toEqual(['PP.', 'PP.', '...']);
  });

  it('hides more where the neighbours are too small to leave 1 to 4 possible', () => {
    // Rows and columns of the four ones add up to 2: each hidden cell could only be 0 to 2.
    const counts = [
      [1, 1, 30],
      [1, 1, 50],
      [60, 70, 80],
    ];
    const { reasons } = suppressTable(table(counts), { minNumerator: 5 });
    const hidden = Uint8Array.from(reasons, (reason) => (reason === null ? 0 : 1));
    expect(isSafe(table(counts), hidden, 5)).toBe(true);
    expect(hidden.reduce((sum, mark) => sum + mark, 0)).toBeGreaterThan(4);
  });

  it('zero counts as small only where it is delicate', () => {
    const zero = table([
      [0, 20, 30],
      [15, 40, 50],
      [60, 70, 80],
    ]);
    expect(suppressTable(zero, { minNumerator: 5 }).reasons.every((reason) => reason === null)).toBe(true);
    expect(suppressTable(zero, { minNumerator: 5, zeroIsSensitive: true }).reasons[0]).toBe('primary');
  });

  it('hides what it can where the totals give everything away', () => {
    expect(drawn([[3, 10, 20]])).toEqual(['P..']);
  });

  it('is safe and hides no more than the best of all sets', () => {
    const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 7, max: 40 }));
    const small = fc
      .integer({ min: 2, max: 3 })
      .chain((rows) => fc.array(fc.array(count, { minLength: 3, maxLength: 3 }), { minLength: rows, maxLength: rows }));
    fc.assert(
      fc.property(small, (counts) => {
        const one = table(counts);
        const { reasons, exact } = suppressTable(one, { minNumerator: 5 });
        const hidden = Uint8Array.from(reasons, (reason) => (reason === null ? 0 : 1));
        expect(exact).toBe(true);
        expect(isSafe(one, hidden, 5)).toBe(true);
        expect(reasons.filter((reason) => reason === 'complementary')).toHaveLength(leastByTrying(one, 5));
      }),
      { numRuns: 150 },
    );
  });

  it('stays safe on a table of the size of the country', () => {
    const counts = Array.from({ length: 43 }, (_, row) =>
      Array.from({ length: 10 }, (__, column) => (row * 7 + column * column * 3) % 23),
    );
    const one = table(counts);
    const { reasons } = suppressTable(one, { minNumerator: 5 });
    expect(
      isSafe(
        one,
        Uint8Array.from(reasons, (reason) => (reason === null ? 0 : 1)),
        5,
      ),
    ).toBe(true);
  });
});
