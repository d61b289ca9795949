import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  byarLimits,
  clopperPearsonInterval,
  exactPoissonLimits,
  poissonLimits,
  studentInterval,
  wilsonInterval,
  zOfLevel,
} from './intervals.js';

describe('intervals', () => {
  it('takes z from the normal distribution', () => {
    expect(zOfLevel(0.95)).toBeCloseTo(1.959963984540054, 13);
    expect(zOfLevel(0.998)).toBeCloseTo(3.090232306167813, 13);
  });

  it('Wilson: 65 of 100 (Newcombe and Altman)', () => {
    const { lower, upper } = wilsonInterval(65, 100, 0.95);
    expect(lower).toBeCloseTo(0.552544, 6);
    expect(upper).toBeCloseTo(0.736358, 6);
  });

  it('Wilson stays within 0..1 at both ends', () => {
    expect(wilsonInterval(0, 20, 0.95).lower).toBe(0);
    expect(wilsonInterval(20, 20, 0.95).upper).toBe(1);
    expect(wilsonInterval(0, 20, 0.95).upper).toBeCloseTo(0.16113, 5);
  });

  it('exact Poisson limits of the classic table (Garwood 1936)', () => {
    expect(exactPoissonLimits(0, 0.95).lower).toBe(0);
    expect(exactPoissonLimits(0, 0.95).upper).toBeCloseTo(-Math.log(0.025), 12);
    expect(exactPoissonLimits(5, 0.95).lower).toBeCloseTo(1.623486, 6);
    expect(exactPoissonLimits(5, 0.95).upper).toBeCloseTo(11.668332, 6);
  });

  it('Byar: 10 and 48 by hand', () => {
    const z = 1.959963984540054;
    const { lower, upper } = byarLimits(48, 0.95);
    expect(lower).toBeCloseTo(48 * (1 - 1 / 432 - z / (3 * Math.sqrt(48))) ** 3, 10);
    expect(upper).toBeCloseTo(49 * (1 - 1 / 441 + z / 21) ** 3, 10);
    expect(byarLimits(0, 0.998).lower).toBe(0);
  });

  it('is exact below ten and Byar from ten on', () => {
    expect(poissonLimits(9, 0.95)).toEqual(exactPoissonLimits(9, 0.95));
    expect(poissonLimits(10, 0.95)).toEqual(byarLimits(10, 0.95));
  });

  it('Clopper–Pearson: 0 and 8 of 10', () => {
    expect(clopperPearsonInterval(0, 10, 0.95).upper).toBeCloseTo(1 - 0.025 ** 0.1, 12);
    expect(clopperPearsonInterval(8, 10, 0.95).lower).toBeCloseTo(0.443905, 6);
    expect(clopperPearsonInterval(8, 10, 0.95).upper).toBeCloseTo(0.974789, 6);
    expect(clopperPearsonInterval(10, 10, 0.95).upper).toBe(1);
  });

  it('Student t with n − 1 degrees of freedom', () => {
    expect(studentInterval(100, 2, { size: 10, level: 0.95 })?.upper).toBeCloseTo(104.5243143255964, 10);
    expect(studentInterval(100, 2, { size: 1, level: 0.95 })).toBeNull();
  });

  it('encloses the estimate, and the higher level encloses the lower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (count, rest) => {
        const size = count + rest;
        for (const limits of [wilsonInterval, clopperPearsonInterval]) {
          const inner = limits(count, size, 0.95);
          const outer = limits(count, size, 0.998);
          expect(outer.lower).toBeLessThanOrEqual(inner.lower);
          expect(inner.lower).toBeLessThanOrEqual(count / size);
          expect(inner.upper).toBeGreaterThanOrEqual(count / size);
          expect(outer.upper).toBeGreaterThanOrEqual(inner.upper);
        }
        expect(poissonLimits(count, 0.95).lower).toBeLessThan(count);
        expect(poissonLimits(count, 0.95).upper).toBeGreaterThan(count);
      }),
    );
  });
});
