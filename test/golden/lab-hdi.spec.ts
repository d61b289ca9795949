/**
 * The Human Development Index of UNDP through the laboratory: goalposts of 2010 and after, income on a logarithmic
 * scale, education as the mean of two indices, the index as the geometric mean of three, ranks on three decimals.
 * Sources: Human Development Report 2023/2024, table 1 (year 2022); technical note 1 of the same.
 */
import { describe, expect, it } from '@jest/globals';
import { lineOf, scoresOf, type Body } from './laboratory-request.js';

/** Life expectancy, expected and mean years of schooling, income per head (2017 PPP dollars), published HDI. */
const COUNTRIES: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  CHE: [84.3, 16.6, 13.9, 69_433, 0.967],
  NOR: [83.4, 18.6, 13.1, 69_190, 0.966],
  ISL: [82.8, 19.1, 13.8, 54_688, 0.959],
};
const CODES = ['life', 'expected', 'mean', 'income'];

const BODY: Body = {
  units: Object.keys(COUNTRIES).map((code) => ({ code })),
  nodes: [
    { code: 'HDI', aggregation: 'geometric' },
    { code: 'education', parent: 'HDI', aggregation: 'arithmetic' },
  ],
  indicators: [
    { code: 'life', parent: 'HDI', goalposts: { low: 20, high: 85 } },
    { code: 'expected', parent: 'education', goalposts: { low: 0, high: 18 } },
    { code: 'mean', parent: 'education', goalposts: { low: 0, high: 15 } },
    { code: 'income', parent: 'HDI', goalposts: { low: 100, high: 75_000, log: true } },
  ],
  observations: Object.entries(COUNTRIES).flatMap(([unit, figures]) =>
    CODES.map((indicator, i) => ({ unit, indicator, period: '2022', value: figures[i] })),
  ),
  method: { normalisation: { kind: 'goalposts' }, rankOnRounded: 3 },
};

describe('Human Development Index', () => {
  const answer = scoresOf(BODY);

  it('gives the published index to three decimals, and its ranks', () => {
    for (const [unit, figures] of Object.entries(COUNTRIES)) {
      const line = answer.composites.find((one) => one.unit === unit && one.node === 'HDI');
      expect(Number(line?.score?.toFixed(3))).toBe(figures[4]);
    }
    const ranks = answer.composites.filter(({ node }) => node === 'HDI').map(({ unit, rank }) => [unit, rank]);
    expect(ranks).toEqual([
      ['CHE', 1],
      ['NOR', 2],
      ['ISL', 3],
    ]);
  });

  it('caps expected years of schooling at 18 and says so', () => {
    expect(lineOf(answer, 'NOR', 'expected')).toMatchObject({ normalised: 1, raw: 18.6 });
    expect(lineOf(answer, 'NOR', 'expected').flags).toContain('CLAMPED');
    expect(lineOf(answer, 'CHE', 'expected').flags).not.toContain('CLAMPED');
  });

  it('ties what is equal to three decimals', () => {
    const closer: Body = {
      ...BODY,
      observations: (BODY['observations'] as { unit: string; indicator: string; value: number }[]).map((one) =>
        one.unit === 'NOR' && one.indicator === 'income' ? { ...one, value: 70_000 } : one,
      ),
    };
    const top = scoresOf(closer).composites.filter(({ node }) => node === 'HDI');
    expect(top.map(({ rank }) => rank)).toEqual([1, 1, 3]);
    expect(top[0]?.flags).toContain('TIED');
    const exact = scoresOf({ ...closer, method: { normalisation: { kind: 'goalposts' } } }).composites;
    expect(new Set(exact.filter(({ node }) => node === 'HDI').map(({ rank }) => rank)).size).toBe(3);
  });
});
