import type { LocalisedText, ReportingPeriod } from '../../core/vocabulary.js';

/** A period as its code describes it. */
export interface DescribedPeriod extends ReportingPeriod {
  readonly title: LocalisedText;
}

const PATTERN = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/;

const monthName = (language: 'lv' | 'en', month: number): string =>
  new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1, 1));

/** Last day of a month, ISO date; months count from 1. */
function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** `months` months from `first` on. */
function spanOf(code: string, year: number, first: number, months: number): ReportingPeriod {
  return {
    code,
    startsOn: `${year}-${String(first).padStart(2, '0')}-01`,
    endsOn: lastDay(year, first + months - 1),
  };
}

/**
 * The period that a code names: `2024` a year, `2024-H1` half a year, `2024-Q3` a quarter, `2024-05` a month.
 *
 * @returns undefined for any other code and for years before 1900
 */
export function describedPeriod(code: string): DescribedPeriod | undefined {
  const [, digits = '', half, quarter, month] = PATTERN.exec(code) ?? [];
  const year = Number(digits);
  if (digits === '' || year < 1900) return undefined;
  if (half !== undefined)
    return {
      ...spanOf(code, year, Number(half) * 6 - 5, 6),
      title: { lv: `${year}. gada ${half}. pusgads`, en: `${half === '1' ? 'First' : 'Second'} half of ${year}` },
    };
  if (quarter !== undefined)
    return {
      ...spanOf(code, year, Number(quarter) * 3 - 2, 3),
      title: { lv: `${year}. gada ${quarter}. ceturksnis`, en: `Quarter ${quarter} of ${year}` },
    };
  if (month !== undefined)
    return {
      ...spanOf(code, year, Number(month), 1),
      title: {
        lv: `${year}. gada ${monthName('lv', Number(month))}`,
        en: `${monthName('en', Number(month))} ${year}`,
      },
    };
  return { ...spanOf(code, year, 1, 12), title: { lv: `${year}. gads`, en: `Year ${year}` } };
}
