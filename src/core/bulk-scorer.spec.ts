import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BulkScorer, type BestSign } from './bulk-scorer.js';
import { scoreColumn } from './score-column.js';
import type { Direction } from './vocabulary.js';

const SIGNS: Readonly<Record<Direction, BestSign>> = { higher_is_better: 1, lower_is_better: -1, neutral: 0 };
const directions = fc.constantFrom<Direction>('higher_is_better', 'lower_is_better', 'neutral');

/** Values of every kind: gaps, ties, near ties, a narrow range, both signs, zeros of both signs. */
const value = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(NaN, Infinity, 0, -0, 1, 1.0000000001, 1.00000000001, -1) },
  { weight: 3, arbitrary: fc.integer({ min: -500, max: 500 }).map((whole) => whole / 4) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1_000_000 }).map((whole) => 1 + whole * 1e-12) },
  { weight: 3, arbitrary: fc.double({ noDefaultInfinity: true, min: -1e300, max: 1e300 }) },
);

function expectSame(values: Float64Array, members: Int32Array | null, direction: Direction): void {
  const expected = scoreColumn({ values, members }, { direction });
  const scorer = new BulkScorer(values.length);
  const columns = new Float64Array(3 * values.length); // what stands before and after must not matter
  columns.forEach((_, i) => (columns[i] = i));
  columns.set(values, values.length);
  scorer.take(columns);
  scorer.score(2, null, 1);
  scorer.score(1, members, SIGNS[direction]);
  const units = members ?? Int32Array.from(values, (_, i) => i);
  expect([...units].map((unit) => scorer.places[unit])).toEqual([...expected.places]);
  const names = Object.keys(scorer.statistics) as (keyof typeof scorer.statistics)[];
  const statistics = Object.fromEntries(names.map((name) => [name, expected.statistics[name]]));
  const mine = Object.fromEntries(
    Object.entries(scorer.statistics).map(([name, figure]) => [
      name,
      Number.isFinite(figure as number) ? figure : null,
    ]),
  );
  expect(mine).toEqual(statistics);
}

describe('BulkScorer', () => {
  it('gives what scoreColumn gives, to the last bit', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), directions, (values, direction) => {
        expectSame(Float64Array.from(values), null, direction);
      }),
      { numRuns: 400 },
    );
  });

  it('does so within a group of members', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean()), { maxLength: 200 }), directions, (entries, direction) => {
        const members = entries.flatMap(([, isMember], unit) => (isMember ? [unit] : []));
        expectSame(
          Float64Array.from(entries, ([number]) => number),
          Int32Array.from(members),
          direction,
        );
      }),
      { numRuns: 200 },
    );
  });

  it.each([3000, 70_000])('does so for %d units', (units) => {
    let state = 7;
    const next = (): number => (state = (state * 48_271) % 2_147_483_647);
    const values = Float64Array.from({ length: units }, () => (next() % 40 === 0 ? NaN : (next() % 1e7) / 100));
    expectSame(values, null, 'higher_is_better');
    expectSame(
      values.map((number) => 1 + number * 1e-13),
      null,
      'lower_is_better',
    );
  });

  it('takes the options of the statistics', () => {
    const values = Float64Array.of(1, 2, 4, 8, 16, 32);
    const options = { quantileType: 6, standardDeviation: 'population' } as const;
    const scorer = new BulkScorer(6, options);
    scorer.take(values);
    scorer.score(0, null, 1);
    const { statistics } = scoreColumn({ values }, { ...options, direction: 'higher_is_better' });
    expect(scorer.statistics).toMatchObject({ q1: statistics.q1, q3: statistics.q3, sd: statistics.sd });
  });
});
