import { describe, expect, it } from '@jest/globals';
import { defaultRange, normaliseColumn, type Normalisation } from './normalise.js';
import { toColumn } from './numbers.js';
import { describeColumn } from './statistics.js';
import type { Direction } from './vocabulary.js';

const values = toColumn([10, 20, null, 20, 60]);
const normalised = (method: Normalisation, direction: Direction = 'higher_is_better'): number[] => [
  ...normaliseColumn(values, { statistics: describeColumn(values), direction }, method).values,
];

const rounded = (numbers: readonly number[]): number[] => numbers.map((value) => Number(value.toFixed(12)) + 0);

describe('normalisation of 10, 20, –, 20, 60', () => {
  const examples: readonly (readonly [Normalisation, readonly number[], readonly number[]])[] = [
    [{ kind: 'none' }, [10, 20, NaN, 20, 60], [-10, -20, NaN, -20, -60]],
    [{ kind: 'minmax' }, [0, 20, NaN, 20, 100], [100, 80, NaN, 80, 0]],
    [{ kind: 'minmax', range: [1, 11] }, [1, 3, NaN, 3, 11], [11, 9, NaN, 9, 1]],
    [{ kind: 'rank' }, [1, 2, NaN, 2, 4], [4, 2, NaN, 2, 1]],
    [{ kind: 'rank', ties: 'average' }, [1, 2.5, NaN, 2.5, 4], [4, 2.5, NaN, 2.5, 1]],
    [{ kind: 'borda' }, [0, 1, NaN, 1, 3], [3, 1, NaN, 1, 0]],
    [{ kind: 'percentile_rank' }, [0, 1 / 3, NaN, 1 / 3, 1], [1, 1 / 3, NaN, 1 / 3, 0]],
    [
      { kind: 'goalposts', goalposts: { low: 20, high: 100 }, range: [0, 100] },
      [0, 0, NaN, 0, 50],
      [100, 100, NaN, 100, 50],
    ],
    [{ kind: 'distance_to_reference', reference: 'worst' }, [1, 2, NaN, 2, 6], [11 / 6, 5 / 3, NaN, 5 / 3, 1]],
    [
      { kind: 'distance_to_reference', reference: 'target', target: 20, form: 'relative_difference' },
      [-0.5, 0, NaN, 0, 2],
      [0.5, 0, NaN, 0, -2],
    ],
    [{ kind: 'above_below_mean', band: 0.3 }, [-1, 0, NaN, 0, 1], [1, 0, NaN, 0, -1]],
  ];

  it.each(examples)('%j', (method, higher, lower) => {
    expect(rounded(normalised(method))).toEqual(rounded(higher));
    expect(rounded(normalised(method, 'lower_is_better'))).toEqual(rounded(lower));
  });

  it('by z and robust z turns with the direction', () => {
    for (const kind of ['zscore', 'robust_zscore'] as const) {
      const higher = normalised({ kind });
      expect(higher.filter(Number.isNaN)).toHaveLength(1);
      expect(normalised({ kind }, 'lower_is_better')).toEqual(higher.map((value) => 0 - value));
    }
  });

  it.each(examples.map(([method]) => method))('%j has no score for a neutral indicator', (method) => {
    expect(normalised(method, 'neutral').every(Number.isNaN)).toBe(true);
  });

  it('says which values were pulled back', () => {
    const statistics = describeColumn(values);
    const basis = { statistics, direction: 'higher_is_better' } as const;
    const posts: Normalisation = { kind: 'goalposts', goalposts: { low: 15, high: 50 } };
    expect([...normaliseColumn(values, basis, posts).clamped]).toEqual([1, 0, 0, 0, 1]);
    const base = { ...basis, statistics: describeColumn(toColumn([10, 20])) };
    const clamped = normaliseColumn(values, base, { kind: 'minmax', clamp: true });
    expect([...clamped.values]).toEqual([0, 100, NaN, 100, 100]);
    expect([...clamped.clamped]).toEqual([0, 0, 0, 0, 1]);
  });
});

it('leaves zero out of the scale of a geometric or harmonic mean', () => {
  expect(defaultRange(['arithmetic'])).toEqual([0, 100]);
  expect(defaultRange(['arithmetic', 'geometric'])).toEqual([1, 100]);
  expect(defaultRange(['harmonic'])).toEqual([1, 100]);
});
