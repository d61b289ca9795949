import { describe, expect, it } from '@jest/globals';
import { placeInTime, previousPeriod } from './period-line.js';

const years = Array.from({ length: 60 }, (_, i) => ({
  code: String(1990 + i),
  startsOn: `${1990 + i}-01-01`,
  endsOn: `${1990 + i}-12-31`,
  isPractice: false,
}));
const quarter = (code: string, startsOn: string, endsOn: string) => ({ code, startsOn, endsOn, isPractice: false });
const quarters = [
  quarter('2023-Q4', '2023-10-01', '2023-12-31'),
  quarter('2024-Q1', '2024-01-01', '2024-03-31'),
  quarter('2024-Q2', '2024-04-01', '2024-06-30'),
  quarter('2024-Q4', '2024-10-01', '2024-12-31'),
];

describe('periods in a line', () => {
  it('places sixty years one after another, leap years or not', () => {
    const places = years.map(placeInTime);
    expect(places.map((place) => place - (places[0] ?? 0))).toEqual(years.map((_, i) => i));
  });

  it('places quarters likewise, with their gaps', () => {
    const places = quarters.map(placeInTime);
    expect(places.map((place) => place - (places[0] ?? 0))).toEqual([0, 1, 2, 4]);
  });

  it('finds the period before, of the same length only, practice left out', () => {
    const all = [...years, ...quarters];
    const [, second] = quarters;
    const year2024 = years.find(({ code }) => code === '2024');
    if (second === undefined || year2024 === undefined) throw new Error('no such period');
    expect(previousPeriod(all, second)?.code).toBe('2023-Q4');
    expect(previousPeriod(all, year2024)?.code).toBe('2023');
    expect(
      previousPeriod([{ ...year2024, isPractice: true }], { ...year2024, startsOn: '2025-01-01' }),
    ).toBeUndefined();
  });
});
