import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  binomialProbability,
  chiSquareCdf,
  chiSquareQuantile,
  gammaQuantile,
  normalCdf,
  normalQuantile,
  poissonCdf,
  poissonProbability,
  smallestCount,
  studentCdf,
  studentQuantile,
} from './distributions.js';

/** Relative difference no larger than 1e-12. */
function near(actual: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('distributions against published tables (R 4, NIST)', () => {
  it('normal', () => {
    near(normalQuantile(0.975), 1.959963984540054);
    near(normalQuantile(0.999), 3.090232306167813);
    near(normalQuantile(0.95), 1.6448536269514722);
    near(normalQuantile(0.9), 1.2815515655446004);
    near(normalCdf(-1), 0.15865525393145707);
    near(normalCdf(-5), 2.866515718791939e-7);
    near(normalCdf(-10), 7.619853024160527e-24);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('chi-square', () => {
    near(chiSquareQuantile(0.95, 1), 3.841458820694124);
    near(chiSquareQuantile(0.95, 10), 18.30703805327515);
    near(chiSquareQuantile(0.025, 16), 6.907664353497003);
    near(chiSquareQuantile(0.975, 18), 31.52637844038663);
    near(chiSquareQuantile(0.5, 2), 2 * Math.LN2);
    near(chiSquareCdf(2, 2), 1 - Math.exp(-1));
    expect(chiSquareQuantile(0.025, 0)).toBe(0);
  });

  it('Student t', () => {
    near(studentQuantile(0.975, 1), 12.706204736174694);
    near(studentQuantile(0.975, 9), 2.2621571627982053);
    near(studentQuantile(0.975, 30), 2.0422724563012373);
    near(studentQuantile(0.999, 5), 5.893429531356008);
    near(studentCdf(-1, 1), 0.25);
    expect(studentQuantile(0.5, 4)).toBe(0);
  });

  it('beta, binomial and Poisson', () => {
    near(betaCdf(0.5, 2, 2), 0.5);
    near(betaCdf(0.3, 1, 3), 1 - 0.7 ** 3);
    near(betaQuantile(0.025, 1, 10), 1 - 0.975 ** 0.1);
    near(binomialCdf(2, 5, 0.5), 0.5);
    near(binomialProbability(3, 10, 0.2), 120 * 0.2 ** 3 * 0.8 ** 7);
    near(poissonCdf(2, 3), Math.exp(-3) * (1 + 3 + 4.5));
    near(poissonProbability(4, 2.5), (2.5 ** 4 * Math.exp(-2.5)) / 24);
    expect(poissonCdf(-1, 3)).toBe(0);
    expect(binomialCdf(5, 5, 0.3)).toBe(1);
  });

  it('finds the smallest count that reaches a probability', () => {
    const cdf = (k: number): number => poissonCdf(k, 4);
    expect(smallestCount(cdf, 0.975, 4)).toBe(8);
    expect(smallestCount(cdf, 0.975, 50)).toBe(8);
    expect(smallestCount(cdf, 0.001, 4)).toBe(0);
  });

  it('refuses what is no probability', () => {
    expect(() => normalQuantile(1.2)).toThrow(RangeError);
    expect(() => gammaQuantile(Number.NaN, 2)).toThrow(RangeError);
  });
});

describe('quantile and distribution function undo each other', () => {
  const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

  it('gamma', () => {
    fc.assert(
      fc.property(probability, fc.double({ min: 0.5, max: 1e5, noNaN: true }), (p, degrees) => {
        near(chiSquareCdf(chiSquareQuantile(p, degrees), degrees), p, 1e-10);
      }),
    );
  });

  it('Student t and beta', () => {
    fc.assert(
      fc.property(probability, fc.double({ min: 1, max: 1e4, noNaN: true }), (p, degrees) => {
        near(studentCdf(studentQuantile(p, degrees), degrees), p, 1e-10);
        near(betaCdf(betaQuantile(p, degrees, 3), degrees, 3), p, 1e-10);
      }),
    );
  });
});
