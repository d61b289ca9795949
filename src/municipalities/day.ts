import { badRequest } from '../http/problem.js';

const LATVIAN_DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Riga',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Today in Latvia, ISO date. */
export function today(): string {
  return LATVIAN_DAY.format(new Date());
}

/** Whether the text is a day of the calendar written as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * The day asked for, today where none is.
 *
 * @throws Problem 400 where the text is no day
 */
export function dayOr(text: string | undefined, path = 'on'): string {
  if (text === undefined) return today();
  if (isDay(text)) return text;
  const message = {
    lv: 'Datumu raksta šādi: GGGG-MM-DD, piemēram, 2025-07-01.',
    en: 'A date is written YYYY-MM-DD, for example 2025-07-01.',
  };
  throw badRequest([{ path, code: 'invalid_date', message }], 'invalid_input');
}
