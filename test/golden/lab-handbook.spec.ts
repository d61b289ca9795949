/**
 * Normalisation by the tables of the Handbook on Constructing Composite Indicators (OECD/JRC 2008), Table 15: mean
 * years of schooling of 23 countries from the Technology Achievement Index, two decimals as printed there.
 */
import { describe, expect, it } from '@jest/globals';
import { lineOf, scoresOf } from './laboratory-request.js';
import type { LaboratoryAnswer } from '../../src/core/laboratory/answer.js';

const SCHOOLING: Readonly<Record<string, number>> = {
  Finland: 10,
  'United States': 12,
  Sweden: 11.4,
  Japan: 9.5,
  Korea: 10.8,
  Netherlands: 9.4,
  'United Kingdom': 9.4,
  Canada: 11.6,
  Australia: 10.9,
  Singapore: 7.1,
  Germany: 10.2,
  Norway: 11.9,
  Ireland: 9.4,
  Belgium: 9.3,
  'New Zealand': 11.7,
  Austria: 8.4,
  France: 7.9,
  Israel: 9.6,
  Spain: 7.3,
  Italy: 7.2,
  'Czech Republic': 9.5,
  Hungary: 9.1,
  Slovenia: 7.1,
};

function normalised(normalisation: object): LaboratoryAnswer {
  return scoresOf({
    units: Object.keys(SCHOOLING).map((code) => ({ code })),
    indicators: [{ code: 'SCHOOLING' }],
    observations: Object.entries(SCHOOLING).map(([unit, value]) => ({ unit, indicator: 'SCHOOLING', value })),
    method: { normalisation },
  });
}

/** By country: rank from the worst, z, min–max, ratio to the best, above or below the mean by 20 %. */
const TABLE_15: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  Finland: [15, 0.26, 0.59, 0.83, 0],
  'United States': [23, 1.52, 1, 1, 1],
  Sweden: [19, 1.14, 0.88, 0.95, 0],
  Japan: [12, -0.06, 0.49, 0.79, 0],
  Netherlands: [9, -0.12, 0.47, 0.78, 0],
  Canada: [20, 1.27, 0.92, 0.97, 1],
  Singapore: [1, -1.58, 0, 0.59, -1],
  Italy: [3, -1.52, 0.02, 0.6, -1],
  Slovenia: [1, -1.58, 0, 0.59, -1],
};

describe('Handbook, Table 15', () => {
  const methods = [
    normalised({ kind: 'rank' }),
    normalised({ kind: 'zscore' }),
    normalised({ kind: 'minmax', range: [0, 1] }),
    normalised({ kind: 'distance_to_reference', reference: 'best' }),
    normalised({ kind: 'above_below_mean', band: 0.2 }),
  ];

  it.each(Object.keys(TABLE_15))('%s', (country) => {
    const printed = methods.map((answer) => {
      const score = lineOf(answer, country, 'SCHOOLING').normalised;
      return score === null ? null : Number(score.toFixed(2));
    });
    expect(printed.map((score) => (score === 0 ? 0 : score))).toEqual(TABLE_15[country]);
  });

  it('shows the figures the scores were taken from', () => {
    const [basis] = methods[1]?.basis ?? [];
    expect(basis).toMatchObject({ n: 23, min: 7.1, max: 12, median: 9.5, group: 'all', period: null });
    expect(basis?.mean).toBeCloseTo(9.595652, 6);
    expect(basis?.sd).toBeCloseTo(1.576959, 6);
  });
});
