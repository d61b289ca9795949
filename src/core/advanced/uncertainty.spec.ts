import { describe, expect, it } from '@jest/globals';
import { randomStream } from '../random.js';
import { dirichletWeights, gammaVariate, spreadWeights } from './random-variates.js';
import { factorialScenarios, summariseRanks } from './uncertainty.js';

describe('scenarios', () => {
  it('are all combinations, each once', () => {
    const scenarios = factorialScenarios({ normalisations: 3, aggregations: 2, weightSets: 4, exclusions: 9 });
    expect(scenarios).toHaveLength(216);
    expect(new Set(scenarios.map((scenario) => JSON.stringify(scenario))).size).toBe(216);
  });
});

describe('what ranks say in sum', () => {
  const nominal = Float64Array.of(1, 2, 3);
  const runs = [Float64Array.of(1, 2, 3), Float64Array.of(2, 1, 3), Float64Array.of(1, NaN, 2)];
  const { units, skipped, meanShift } = summariseRanks(nominal, runs);

  it('per unit', () => {
    expect(units[0]).toEqual({
      nominal: 1,
      median: 1,
      mean: expect.closeTo(4 / 3, 14),
      p5: 1,
      p95: expect.closeTo(1.9, 14),
      min: 1,
      max: 2,
      shareAtNominal: expect.closeTo(2 / 3, 14),
    });
    expect(units[1]?.mean).toBe(1.5);
  });

  it('for the system: skipped pairs, and R_S over the scenarios', () => {
    expect(skipped).toBe(1);
    expect(meanShift).toBeCloseTo((0 + 2 / 3 + 1 / 2) / 3, 14);
  });
});

describe('random weights', () => {
  const random = randomStream(11);

  it('sum to one, stay within their spread, and leave zero weights alone', () => {
    for (let i = 0; i < 200; i++) {
      const spread = spreadWeights([0.5, 0.5, 0], 0.25, random);
      expect(spread.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
      expect((spread[0] ?? 0) / (spread[1] ?? 1)).toBeLessThanOrEqual(1.25 / 0.75 + 1e-12);
      expect(spread[2]).toBe(0);
      expect(dirichletWeights([1, 1, 0], random)[2]).toBe(0);
    }
  });

  it('gamma variates have the mean of their shape', () => {
    for (const shape of [0.5, 3.5]) {
      let sum = 0;
      for (let i = 0; i < 20_000; i++) sum += gammaVariate(shape, random);
      expect(Math.abs(sum / 20_000 - shape)).toBeLessThan(5 * Math.sqrt(shape / 20_000));
    }
  });
});
