import { describe, expect, it } from '@jest/globals';
import { pooledRate, referenceCost } from './reference-cost.js';

describe('a reference cost', () => {
  it('is the own volume at the peers’ median price', () => {
    expect(referenceCost(12_000, 1000, 10)).toEqual({ reference: 10_000, difference: 2000 });
    expect(referenceCost(8000, 1000, 10)).toEqual({ reference: 10_000, difference: -2000 });
    expect(referenceCost(10_000, 1000, 10).difference).toBe(0);
  });

  it('is not made up where a figure is missing or nothing was provided', () => {
    const none = { reference: null, difference: null };
    expect(referenceCost(12_000, null, 10)).toEqual(none);
    expect(referenceCost(12_000, 0, 10)).toEqual(none);
    expect(referenceCost(12_000, 1000, null)).toEqual(none);
    expect(referenceCost(null, 1000, 10)).toEqual({ reference: 10_000, difference: null });
  });
});

describe('a pooled rate', () => {
  const year = (numerator: number | null, denominator: number | null) => ({ numerator, denominator });

  it('adds numerators and denominators; it is no mean of rates', () => {
    const pooled = pooledRate([year(1, 10), year(30, 100)], 100, 'proportion');
    expect(pooled).toMatchObject({ numerator: 31, denominator: 110, periods: 2 });
    expect(pooled?.value).toBeCloseTo(28.1818, 4);
  });

  it('leaves out years in which either is missing', () => {
    expect(pooledRate([year(1, 10), year(null, 50), year(5, null), year(2, 0)], 1, 'rate')).toMatchObject({
      numerator: 1,
      denominator: 10,
      periods: 1,
    });
    expect(pooledRate([year(null, 10)], 1, 'rate')).toBeNull();
    expect(pooledRate([], 1, 'rate')).toBeNull();
  });

  it('has Wilson’s interval for a proportion: 65 of 100', () => {
    const pooled = pooledRate([year(30, 50), year(35, 50)], 100, 'proportion');
    expect(pooled?.lower).toBeCloseTo(55.2544, 3);
    expect(pooled?.upper).toBeCloseTo(73.6358, 3);
  });

  it('has the exact Poisson interval below ten cases: 3 of 1,000 is 0.619 to 8.767', () => {
    const pooled = pooledRate([year(1, 400), year(2, 600)], 1000, 'rate');
    expect(pooled?.lower).toBeCloseTo(0.6187, 3);
    expect(pooled?.upper).toBeCloseTo(8.7673, 3);
  });

  it('gets narrower with every year', () => {
    const width = (years: number): number => {
      const pooled = pooledRate(
        Array.from({ length: years }, () => year(4, 1000)),
        1000,
        'rate',
      );
      return (pooled?.upper ?? NaN) - (pooled?.lower ?? NaN);
    };
    expect(width(2)).toBeLessThan(width(1));
    expect(width(3)).toBeLessThan(width(2));
  });

  it('is refused for a proportion above one', () => {
    expect(pooledRate([year(11, 10)], 100, 'proportion')).toBeNull();
  });
});
