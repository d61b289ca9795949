/** Days of the Latvian calendar as instants. Pure: the present comes from the database's clock, as an argument. */

const RIGA = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Riga',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function partsOf(instant: Date): ReadonlyMap<string, string> {
  return new Map(RIGA.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** Milliseconds by which clocks in Riga are ahead of UTC at an instant. */
function offsetAt(instant: Date): number {
  const parts = partsOf(instant);
  const part = (name: string): number => Number(parts.get(name) ?? '0');
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant.getTime() / 1000) * 1000;
}

/** The day in Latvia on which an instant falls, ISO date. */
export function dayInRiga(instant: Date): string {
  const parts = partsOf(instant);
  return ['year', 'month', 'day'].map((name) => parts.get(name) ?? '').join('-');
}

/** `days` later (or earlier), ISO dates. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one ISO date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/**
 * The instant at which a day begins in Riga. Clocks there change at 3 and 4 o'clock, never at midnight, so the offset
 * of the first guess's surroundings settles it in two steps.
 *
 * @param day ISO date
 */
export function startOfDay(day: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const first = midnight - offsetAt(new Date(midnight));
  return new Date(midnight - offsetAt(new Date(first)));
}

/** The instant at which a day is over in Riga: a deadline is met at any time before it. */
export function endOfDay(day: string): Date {
  return startOfDay(addDays(day, 1));
}

/** Public holidays that fall on the same date each year, and Easter's, in a year. */
function holidays(year: number): ReadonlySet<string> {
  const fixed = ['01-01', '05-01', '05-04', '06-23', '06-24', '11-18', '12-24', '12-25', '12-26', '12-31'];
  const easter = easterSunday(year);
  return new Set([...fixed.map((date) => `${year}-${date}`), addDays(easter, -2), addDays(easter, 1)]);
}

/** Easter Sunday of the Gregorian calendar (anonymous algorithm of 1876). */
function easterSunday(year: number): string {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return `${year}-${String(Math.floor(days / 31)).padStart(2, '0')}-${String((days % 31) + 1).padStart(2, '0')}`;
}

/** The day that is so many working days after another: weekends and public holidays do not count. */
export function addWorkingDays(day: string, days: number): string {
  let at = day;
  for (let left = days; left > 0;) {
    at = addDays(at, 1);
    const weekday = new Date(`${at}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !holidays(Number(at.slice(0, 4))).has(at)) left--;
  }
  return at;
}
