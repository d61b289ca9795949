import { describe, expect, it } from '@jest/globals';
import { randomStream, xoshiro128 } from './random.js';
import { kurtosis, mean, skewness, standardDeviation } from './statistics.js';

const draw = (n: number, next: () => number): Float64Array => Float64Array.from({ length: n }, next);

it('is xoshiro128**: the first numbers of the reference implementation from the state 1, 2, 3, 4', () => {
  const next = xoshiro128(Uint32Array.of(1, 2, 3, 4));
  expect(Array.from({ length: 4 }, next)).toEqual([11520, 0, 5927040, 70819200]);
});

describe('a stream', () => {
  it('repeats itself from the same seed and no other', () => {
    const numbers = (seed: number): number[] => [...draw(20, randomStream(seed).uint32)];
    expect(numbers(42)).toEqual(numbers(42));
    const seeds = [0, 1, 2, -1, 42, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    expect(new Set(seeds.map((seed) => numbers(seed).join())).size).toBe(seeds.length);
    expect(() => randomStream(NaN)).toThrow(RangeError);
  });

  it('is uniform', () => {
    const values = draw(100_000, randomStream(1).uniform);
    expect(Math.min(...values.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(standardDeviation(values)).toBeCloseTo(Math.sqrt(1 / 12), 2);
  });

  it('is normal', () => {
    const values = draw(100_000, randomStream(2).normal);
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(standardDeviation(values)).toBeCloseTo(1, 1);
    expect(Math.abs(skewness(values) ?? NaN)).toBeLessThan(0.05);
    expect(Math.abs(kurtosis(values) ?? NaN)).toBeLessThan(0.1);
  });

  it('is exponential', () => {
    const values = draw(100_000, randomStream(3).exponential);
    expect(mean(values)).toBeCloseTo(1, 1);
    expect(values.filter((value) => value > Math.LN2).length / values.length).toBeCloseTo(0.5, 2);
  });

  it('gives every number below a bound alike', () => {
    const stream = randomStream(4);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) {
      const number = stream.below(7);
      counts[number] = (counts[number] ?? 0) + 1;
    }
    expect(counts.every((count) => Math.abs(count - 10_000) < 400)).toBe(true);
    expect(stream.below(1)).toBe(0);
    expect(() => stream.below(0)).toThrow(RangeError);
  });
});
