import { describe, expect, it } from '@jest/globals';
import { aggregate, aggregateColumns, normalisedWeights, refusalOfWeights } from './composite.js';
import { toColumn } from './numbers.js';

describe('weights', () => {
  it('are brought to a sum of one', () => {
    expect(normalisedWeights([2, 1, 1])).toEqual([0.5, 0.25, 0.25]);
  });

  it('are refused below zero, all zero, or when not a number', () => {
    expect(refusalOfWeights([0, 1])).toBeNull();
    expect(refusalOfWeights([1, -1])).toBe('WEIGHT_NEGATIVE');
    expect(refusalOfWeights([NaN])).toBe('WEIGHT_NEGATIVE');
    expect(refusalOfWeights([0, 0])).toBe('WEIGHTS_SUM_ZERO');
    expect(refusalOfWeights([])).toBe('WEIGHTS_SUM_ZERO');
  });
});

describe('coverage', () => {
  const values = toColumn([10, null, 90]);

  it('of two thirds is enough by default, of one half is not', () => {
    expect(aggregate(values, [1, 1, 1], 'arithmetic')).toEqual({
      score: 50,
      coverage: 2 / 3,
      lowCoverage: false,
      refusal: null,
    });
    expect(aggregate(toColumn([10, null]), [1, 1], 'arithmetic')).toEqual({
      score: null,
      coverage: 0.5,
      lowCoverage: true,
      refusal: null,
    });
  });

  it('counts weight if asked, and the limit itself is enough', () => {
    const byWeight = { coverageBasis: 'weight' } as const;
    expect(aggregate(values, [1, 2, 1], 'arithmetic', byWeight).lowCoverage).toBe(true);
    expect(aggregate(values, [30, 35, 35], 'arithmetic', byWeight)).toMatchObject({
      coverage: 0.65,
      lowCoverage: false,
    });
    expect(aggregate(values, [0.1, 0.3, 0.6], 'arithmetic', { ...byWeight, minCoverage: 0.7 }).score).not.toBeNull();
  });

  it('too low comes before a refusal', () => {
    expect(aggregate(toColumn([-1, null]), [1, 1], 'geometric').refusal).toBeNull();
  });
});

describe('means', () => {
  it('refuse what has no logarithm, unless it has no weight', () => {
    expect(aggregate(toColumn([0, 4]), [1, 1], 'geometric').refusal).toBe('GEOMETRIC_NON_POSITIVE');
    expect(aggregate(toColumn([-2, 4]), [1, 1], 'harmonic').refusal).toBe('HARMONIC_NON_POSITIVE');
    expect(aggregate(toColumn([0, 4]), [0, 1], 'geometric').score).toBeCloseTo(4, 12);
  });

  it('of 2 and 8 are 5, 4 and 3.2', () => {
    const found = (['arithmetic', 'geometric', 'harmonic'] as const).map(
      (method) => aggregate(Float64Array.of(2, 8), [1, 1], method).score,
    );
    expect(found[0]).toBe(5);
    expect(found[1]).toBeCloseTo(4, 14);
    expect(found[2]).toBeCloseTo(3.2, 14);
  });
});

describe('columns', () => {
  it('are joined unit by unit, the first refusal with its unit', () => {
    const children = [toColumn([1, null, 0, -1]), toColumn([3, 5, 2, 2])];
    const arithmetic = aggregateColumns(children, [1, 1], 'arithmetic', { minCoverage: 0.5 });
    expect([...arithmetic.scores]).toEqual([2, 5, 1, 0.5]);
    expect([...arithmetic.coverage]).toEqual([1, 0.5, 1, 1]);
    const harmonic = aggregateColumns(children, [1, 1], 'harmonic');
    expect([...harmonic.scores]).toEqual([1.5, NaN, NaN, NaN]);
    expect(harmonic.refusal).toEqual({ code: 'HARMONIC_NON_POSITIVE', unit: 2 });
  });

  it('of nobody are empty', () => {
    expect(aggregateColumns([], [], 'arithmetic').scores).toHaveLength(0);
  });
});
