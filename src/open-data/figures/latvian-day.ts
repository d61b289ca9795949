const DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Riga',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day of a moment in Latvia, ISO date. */
export function latvianDay(moment: Date): string {
  return DAY.format(moment);
}
