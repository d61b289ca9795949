import { describe, expect, it } from '@jest/globals';
import { addWorkingDays, dayInRiga, daysBetween, endOfDay, startOfDay } from './riga-time.js';

describe('days in Riga', () => {
  it.each([
    ['2026-02-15', '2026-02-15T22:00:00.000Z'],
    ['2026-03-28', '2026-03-28T22:00:00.000Z'],
    ['2026-03-29', '2026-03-29T21:00:00.000Z'],
    ['2026-03-31', '2026-03-31T21:00:00.000Z'],
    ['2026-10-24', '2026-10-24T21:00:00.000Z'],
    ['2026-10-25', '2026-10-25T22:00:00.000Z'],
    ['2026-12-31', '2026-12-31T22:00:00.000Z'],
  ])('%s ends at %s', (day, end) => {
    expect(endOfDay(day).toISOString()).toBe(end);
    expect(dayInRiga(new Date(Date.parse(end) - 1))).toBe(day);
    expect(dayInRiga(new Date(end))).not.toBe(day);
  });

  it('have 23 and 25 hours where clocks change', () => {
    const hours = (day: string) => (endOfDay(day).getTime() - startOfDay(day).getTime()) / 3_600_000;
    expect(['2026-03-28', '2026-03-29', '2026-10-25', '2026-10-26'].map(hours)).toEqual([24, 23, 25, 24]);
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });

  it('count working days without weekends, Easter and the days of May', () => {
    expect(addWorkingDays('2026-04-01', 5)).toBe('2026-04-10'); // Good Friday 3 April, Easter Monday 6 April
    expect(addWorkingDays('2026-04-29', 5)).toBe('2026-05-08'); // 1 and 4 May
    expect(addWorkingDays('2027-03-25', 2)).toBe('2027-03-31'); // Easter 28 March 2027
    expect(addWorkingDays('2026-06-19', 1)).toBe('2026-06-22');
  });
});
