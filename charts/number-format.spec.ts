import { describe, expect, it } from '@jest/globals';
import { calendarYear } from '../test/factories/benchmarks.js';
import {
  formatDate,
  formatDifference,
  formatNumber,
  formatPeriod,
  formatPeriodShort,
  formatShare,
  inPeriod,
} from './number-format.js';

describe('formatNumber', () => {
  it.each([
    [0, 0, '0', '0'],
    [12.4, 2, '12,40', '12.40'],
    [1234.5, 1, '1234,5', '1,234.5'],
    [12345.6, 1, '12\u00a0345,6', '12,345.6'],
    [1234567, 0, '1\u00a0234\u00a0567', '1,234,567'],
    [-12345.678, 2, '\u221212\u00a0345,68', '\u221212,345.68'],
    [1.005, 2, '1,01', '1.01'],
    [999.96, 1, '1000,0', '1,000.0'],
    [-0.004, 2, '0,00', '0.00'],
  ])('writes %d with %d decimals', (value, decimals, lv, en) => {
    expect(formatNumber(value, 'lv', decimals)).toBe(lv);
    expect(formatNumber(value, 'en', decimals)).toBe(en);
  });

  it('writes the sign of a difference, but none before zero', () => {
    expect(formatDifference(1.25, 'lv', 1)).toBe('+1,3');
    expect(formatDifference(-0.8, 'en', 1)).toBe('\u22120.8');
    expect(formatDifference(0.01, 'lv', 1)).toBe('0,0');
  });

  it('writes shares with a space in Latvian only', () => {
    expect(formatShare(0.998, 'lv', 1)).toBe('99,8\u00a0%');
    expect(formatShare(0.95, 'en')).toBe('95%');
  });
});

describe('dates and periods', () => {
  it('writes a day of a time stamp and leaves other texts alone', () => {
    expect(formatDate('2026-06-05T09:00:00Z', 'lv')).toBe('05.06.2026.');
    expect(formatDate('2026-06-05', 'en')).toBe('5 June 2026');
    expect(formatDate('soon', 'lv')).toBe('soon');
  });

  it('writes years as years and other spans by their days', () => {
    const pooled = { code: 'P', startsOn: '2023-01-01', endsOn: '2025-12-31' };
    const season = { code: '2025/26', startsOn: '2025-09-01', endsOn: '2026-08-31' };
    expect(formatPeriod(calendarYear(2025), 'lv')).toBe('2025. gads');
    expect(formatPeriod(pooled, 'lv')).toBe('2023.–2025. gads');
    expect(formatPeriod(pooled, 'en')).toBe('2023–2025');
    expect(formatPeriod(season, 'lv')).toBe('01.09.2025.–31.08.2026.');
    expect(formatPeriodShort(calendarYear(2025))).toBe('2025');
    expect(formatPeriodShort(season)).toBe('2025/26');
    expect(inPeriod(calendarYear(2025), 'lv')).toBe('2025. gadā');
    expect(inPeriod(calendarYear(2025), 'en')).toBe('in 2025');
    expect(inPeriod(season, 'lv')).toBe('periodā 01.09.2025.–31.08.2026.');
  });
});
