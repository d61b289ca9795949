/**
 * Numbers and dates as readers expect them, the same on every machine: nothing here asks ICU.
 *
 * Latvian: `12 345,6` with no-break spaces from five digits on, `12,40 €`, `95 %`. English: `12,345.6`, `€12.40`,
 * `95%`. The minus is U+2212 in both.
 */
import { roundDecimals } from '../src/core/numbers.js';
import type { Language, ReportingPeriod } from '../src/core/vocabulary.js';

export const NBSP = '\u00a0';
export const MINUS = '\u2212';

/** The largest number of decimals that is ever shown. */
const MOST_DECIMALS = 10;

/**
 * A number rounded half away from zero to `decimals` places, in the language's notation; never "−0".
 *
 * @example formatNumber(12345.6, 'lv', 1) // '12 345,6'
 * @example formatNumber(-1234.5, 'en', 1) // '−1,234.5'
 */
export function formatNumber(value: number, language: Language, decimals: number): string {
  const places = Math.min(Math.max(Math.trunc(decimals), 0), MOST_DECIMALS);
  const rounded = roundDecimals(value, places);
  const [whole = '0', fraction = ''] = Math.abs(rounded).toFixed(places).split('.');
  const mark = language === 'lv' ? ',' : '.';
  const number = fraction === '' ? groupDigits(whole, language) : `${groupDigits(whole, language)}${mark}${fraction}`;
  return rounded < 0 ? `${MINUS}${number}` : number;
}

function groupDigits(digits: string, language: Language): string {
  if (digits.length < (language === 'lv' ? 5 : 4)) return digits;
  return digits.replace(/\B(?=(\d{3})+$)/g, language === 'lv' ? NBSP : ',');
}

/** A difference with its sign always written: `+1,2`, `−0,3`, `0,0`. */
export function formatDifference(value: number, language: Language, decimals: number): string {
  const text = formatNumber(value, language, decimals);
  return roundDecimals(value, Math.min(Math.max(Math.trunc(decimals), 0), MOST_DECIMALS)) > 0 ? `+${text}` : text;
}

/** A share of 1 in per cent: 0.5 is `50 %` in Latvian and `50%` in English. */
export function formatShare(share: number, language: Language, decimals = 0): string {
  const number = formatNumber(share * 100, language, decimals);
  return language === 'lv' ? `${number}${NBSP}%` : `${number}%`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/**
 * The day of an ISO date or time stamp: `15.06.2026.` or `15 June 2026`. A text in another form comes back as it is.
 */
export function formatDate(iso: string, language: Language): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  if (year === undefined || month === undefined || day === undefined) return iso;
  if (language === 'lv') return `${day}.${month}.${year}.`;
  return `${day.replace(/^0/, '')} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** A period in words: `2025. gads`, `2023.–2025. gads`, or its first and last day where it is no whole year. */
export function formatPeriod(period: ReportingPeriod, language: Language): string {
  const first = period.startsOn.slice(0, 4);
  const last = period.endsOn.slice(0, 4);
  if (!period.startsOn.endsWith('-01-01') || !period.endsOn.endsWith('-12-31')) {
    return `${formatDate(period.startsOn, language)}–${formatDate(period.endsOn, language)}`;
  }
  const years = first === last ? [first] : [first, last];
  return language === 'lv' ? `${years.map((year) => `${year}.`).join('–')} gads` : years.join('–');
}

/** A period as short as an axis needs it: the year where it is a calendar year, else its code. */
export function formatPeriodShort(period: ReportingPeriod): string {
  const year = period.startsOn.slice(0, 4);
  return period.startsOn === `${year}-01-01` && period.endsOn === `${year}-12-31` ? year : period.code;
}

/** When something was so: `2025. gadā`, `in 2025`; a span of days stands as it is. */
export function inPeriod(period: ReportingPeriod, language: Language): string {
  const words = formatPeriod(period, language);
  if (language === 'en') return `in ${words}`;
  return words.endsWith(' gads') ? `${words.slice(0, -'gads'.length)}gadā` : `periodā ${words}`;
}
