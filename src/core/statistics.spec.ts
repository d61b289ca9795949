import { describe, expect, it } from '@jest/globals';
import { randomStream } from './random.js';
import {
  describeColumn,
  kurtosis,
  mean,
  meanAbsoluteDeviation,
  median,
  medianAbsoluteDeviation,
  skewness,
  standardDeviation,
} from './statistics.js';

describe('published examples', () => {
  it('STDEV.S and STDEV.P of the spreadsheet documentation', () => {
    const strength = Float64Array.of(1345, 1301, 1368, 1322, 1310, 1370, 1318, 1350, 1303, 1299);
    expect(standardDeviation(strength)).toBeCloseTo(27.46391572, 8);
    expect(standardDeviation(strength, 'population')).toBeCloseTo(26.05455814, 8);
  });

  it('SKEW and KURT of the spreadsheet documentation', () => {
    const values = Float64Array.of(3, 4, 5, 2, 3, 4, 5, 6, 4, 7);
    expect(skewness(values)).toBeCloseTo(0.359543071, 9);
    expect(kurtosis(values)).toBeCloseTo(-0.151799637, 9);
  });

  it.each([
    ['NumAcc3', 1_000_000],
    ['NumAcc4', 10_000_000],
  ])('%s of the NIST reference data sets keeps its digits', (_, offset) => {
    const values = Float64Array.from({ length: 1001 }, (_unused, i) => {
      if (i === 0) return offset + 0.2;
      return i % 2 === 1 ? offset + 0.1 : offset + 0.3;
    });
    expect(mean(values)).toBeCloseTo(offset + 0.2, 8);
    expect(standardDeviation(values)).toBeCloseTo(0.1, 8);
  });
});

describe('deviations from the median', () => {
  it('median and mean absolute deviation of a textbook sample', () => {
    const values = Float64Array.of(1, 1, 2, 2, 4, 6, 9);
    expect(median(values)).toBe(2);
    expect(medianAbsoluteDeviation(values)).toBe(1);
    expect(meanAbsoluteDeviation(values)).toBeCloseTo(15 / 7, 14);
  });

  it('agrees with sorting the deviations, for any size and with ties', () => {
    const stream = randomStream(1);
    for (let n = 1; n <= 60; n++) {
      const values = Float64Array.from({ length: n }, () => stream.below(12) / 4);
      const centre = median(values) ?? NaN;
      expect(medianAbsoluteDeviation(values)).toBe(median(values.map((value) => Math.abs(value - centre))));
    }
  });
});

describe('a whole column', () => {
  it('gives every statistic at once', () => {
    const statistics = describeColumn(Float64Array.of(4, NaN, 2, 8, 6));
    expect(statistics).toMatchObject({ n: 4, min: 2, q1: 3.5, median: 5, q3: 6.5, max: 8, mean: 5, mad: 2, meanAd: 2 });
    expect(statistics.sd).toBeCloseTo(Math.sqrt(20 / 3), 14);
    expect(statistics.skewness).toBe(0);
    expect(statistics.allEqual).toBe(false);
  });

  it('takes the quantile type and the divisor asked for', () => {
    const values = Float64Array.of(2, 4, 6, 8);
    expect(describeColumn(values, { quantileType: 6 })).toMatchObject({ q1: 2.5, median: 5, q3: 7.5 });
    expect(describeColumn(values, { standardDeviation: 'population' }).sd).toBeCloseTo(Math.sqrt(5), 14);
  });

  it('has nothing to say of nothing', () => {
    expect(describeColumn(Float64Array.of(NaN, Infinity))).toEqual({
      n: 0,
      min: null,
      q1: null,
      median: null,
      q3: null,
      max: null,
      mean: null,
      sd: null,
      mad: null,
      meanAd: null,
      skewness: null,
      kurtosis: null,
      allEqual: false,
    });
    expect([mean, median, standardDeviation, skewness, kurtosis].map((figure) => figure(new Float64Array()))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('needs two values for a sample deviation, three for skewness, four for kurtosis', () => {
    expect(standardDeviation(Float64Array.of(1))).toBeNull();
    expect(standardDeviation(Float64Array.of(1), 'population')).toBe(0);
    expect(skewness(Float64Array.of(1, 2))).toBeNull();
    expect(kurtosis(Float64Array.of(1, 2, 3))).toBeNull();
    expect(skewness(Float64Array.of(1, 2, 3))).toBe(0);
  });

  it('finds no spread in equal values, nor in rounding noise', () => {
    const tenths = describeColumn(new Float64Array(10).fill(0.1));
    expect(tenths).toMatchObject({ mean: 0.1, sd: 0, mad: 0, skewness: null, kurtosis: null, allEqual: true });
    expect(describeColumn(Float64Array.of(0.1 + 0.2, 0.3)).allEqual).toBe(true);
  });

  it('says nothing rather than something infinite at the ends of the range of numbers', () => {
    expect(describeColumn(Float64Array.of(1e308, 1.5e308, 1.7e308))).toMatchObject({ n: 3, mean: null, sd: null });
    expect(describeColumn(Float64Array.of(1e-120, 2e-120, 4e-120, 9e-120))).toMatchObject({ n: 4, kurtosis: null });
  });

  it('does not depend on the order of the units, to the last bit', () => {
    const stream = randomStream(7);
    const values = Float64Array.from({ length: 101 }, () => stream.normal() * 1e6);
    const reversed = values.slice().reverse();
    expect(describeColumn(reversed)).toEqual(describeColumn(values));
  });
});
