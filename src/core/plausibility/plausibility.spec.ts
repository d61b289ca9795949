import { describe, expect, it } from '@jest/globals';
import { findImplausible } from './plausibility.js';
import type { PlausibilityFinding, PlausibilitySeries } from './series.js';

const UNITS = 20;
/** Five years of twenty units of very different size whose values move a little from year to year. */
function steady(
  change: (value: number, period: number, unit: number) => number = (value) => value,
): PlausibilitySeries {
  const periods = 5;
  const values = new Float64Array(periods * UNITS);
  for (let period = 0; period < periods; period++) {
    for (let unit = 0; unit < UNITS; unit++) {
      const value = 1000 * 1.3 ** unit * (1 + 0.03 * Math.sin(unit * 7 + period * 3));
      values[period * UNITS + unit] = change(Math.round(value * 100) / 100 + 0.25, period, unit);
    }
  }
  const population = Float64Array.from({ length: periods * UNITS }, (_, place) => 2000 * 1.3 ** (place % UNITS));
  return {
    periods,
    units: UNITS,
    values,
    judged: new Uint8Array(periods * UNITS).fill(1),
    time: Int32Array.of(2018, 2019, 2020, 2021, 2022),
    population,
  };
}
const brief = (findings: readonly PlausibilityFinding[]) =>
  findings.map(({ code, period, unit }) => [code, period, unit]);
const replace = (wanted: number, where: number, by: (value: number) => number) =>
  steady((value, period, unit) => (period === wanted && unit === where ? by(value) : value));

describe('findImplausible', () => {
  it('finds nothing in a quiet series', () => {
    expect(findImplausible(steady())).toEqual([]);
  });

  it('finds a zero that breaks a series of non-zero values, and not the values beside it', () => {
    const findings = findImplausible(replace(2, 5, () => 0));
    expect(brief(findings)).toEqual([['zero_breaks_series', 2, 5]]);
    expect(findings[0]?.reference).toBeCloseTo(1000 * 1.3 ** 5, -3);
  });

  it('finds zeros at the beginning where hardly anybody else has one', () => {
    const findings = findImplausible(steady((value, period, unit) => (unit === 5 && period < 3 ? 0 : value)));
    expect(brief(findings)).toEqual([
      ['zero_among_values', 0, 5],
      ['zero_among_values', 1, 5],
      ['zero_among_values', 2, 5],
    ]);
  });

  it('lets zeros be where they are usual, and where counts are small', () => {
    expect(findImplausible(steady((value, period, unit) => (unit < 5 && period < 3 ? 0 : value)))).toEqual([]);
    const counts = steady((_, period, unit) => (period === 2 && unit === 3 ? 0 : 2 + ((unit + period) % 3)));
    expect(findImplausible(counts)).toEqual([]);
  });

  it('finds a jump on last year, at both of its ends', () => {
    const findings = findImplausible(replace(4, 7, (value) => value * 4));
    expect(brief(findings)).toEqual([
      ['jump_on_next_period', 3, 7],
      ['jump_on_last_period', 4, 7],
    ]);
    expect(findings[1]?.factor).toBeCloseTo(4, 0);
    expect(findings[1]?.comparedPeriod).toBe(3);
  });

  it('finds a jump of a unit that has nobody beside it', () => {
    const alone: PlausibilitySeries = {
      periods: 2,
      units: 1,
      values: Float64Array.of(100, 400),
      judged: Uint8Array.of(1, 1),
      time: Int32Array.of(2019, 2020),
      population: null,
    };
    expect(brief(findImplausible(alone))).toEqual([
      ['jump_on_next_period', 0, 0],
      ['jump_on_last_period', 1, 0],
    ]);
  });

  it('does not compare across a gap', () => {
    const gap = { ...replace(4, 7, (value) => value * 2.5), time: Int32Array.of(2018, 2019, 2020, 2021, 2023) };
    expect(brief(findImplausible(gap)).map(([code]) => code)).toEqual(['outlier_among_peers']);
  });

  it.each([1000, 100, 0.001, 0.01])('finds a value that is %d times too large, once', (factor) => {
    const findings = findImplausible(replace(2, 9, (value) => value * factor));
    expect(brief(findings)).toEqual([['scale_suspected', 2, 9]]);
    expect(findings[0]?.factor).toBe(factor);
  });

  it('finds a slip of 1,000 without any history, per inhabitant', () => {
    const whole = replace(0, 9, (value) => value * 1000);
    const one: PlausibilitySeries = {
      periods: 1,
      units: UNITS,
      values: whole.values.slice(0, UNITS),
      judged: new Uint8Array(UNITS).fill(1),
      time: Int32Array.of(2022),
      population: whole.population?.slice(0, UNITS) ?? null,
    };
    expect(findImplausible(one)).toMatchObject([
      { code: 'scale_suspected', unit: 9, factor: 1000, perInhabitant: true, count: UNITS },
    ]);
  });

  it('finds a doubling across the country, for as long as it lasts, and no jump of any single unit', () => {
    const findings = findImplausible(steady((value, period) => (period === 2 || period === 3 ? value * 2 : value)));
    expect(brief(findings)).toEqual([
      ['country_wide_change', 2, -1],
      ['country_wide_change', 3, -1],
    ]);
    expect(findings[0]?.factor).toBeCloseTo(2, 1);
    expect(findings[0]?.count).toBe(UNITS);
  });

  it('finds one unit that stayed behind in a doubling', () => {
    const findings = findImplausible(
      steady((value, period, unit) => (period >= 3 ? (unit === 4 ? value / 2 : value * 2) : value)),
    );
    expect(brief(findings)).toEqual(
      expect.arrayContaining([
        ['country_wide_change', 3, -1],
        ['jump_on_last_period', 3, 4],
      ]),
    );
  });

  it('finds an outlier among peers, and says of one that always was one only that it is different', () => {
    const once = findImplausible(replace(2, 3, (value) => value * 2));
    expect(once).toMatchObject([{ code: 'outlier_among_peers', severity: 'warning', period: 2, unit: 3 }]);
    const always = findImplausible(steady((value, _, unit) => (unit === 3 ? value * 2 : value)));
    expect(always).toMatchObject([{ code: 'outlier_among_peers', severity: 'information', period: 4, unit: 3 }]);
    expect(always[0]?.factor).toBeCloseTo(2, 0);
  });

  it('judges only what it is asked to, with everything as comparison', () => {
    const series = replace(2, 5, () => 0);
    series.judged.fill(0);
    expect(findImplausible(series)).toEqual([]);
    series.judged[2 * UNITS + 5] = 1;
    expect(brief(findImplausible(series))).toEqual([['zero_breaks_series', 2, 5]]);
  });

  it('passes over missing values and alters nothing', () => {
    const series = replace(2, 5, () => NaN);
    const before = series.values.slice();
    expect(findImplausible(series)).toEqual([]);
    expect(series.values).toEqual(before);
  });

  it('refuses matrices of another size', () => {
    expect(() => findImplausible({ ...steady(), units: 3 })).toThrow(RangeError);
  });
});
