import type { SampleRow } from './sample-row.js';

/** What the status column of an observation file says: why there is no number, else how far it may be relied on. */
function statusText({ status, quality }: SampleRow): string {
  if (status !== 'reported') return status;
  return quality === 'normal' ? '' : quality;
}

/** The rows as an observation file (CSV), as anyone could import them. */
export function sampleFile(rows: readonly SampleRow[]): Buffer {
  const lines = rows.map((row) => `${row.atvk},${row.indicator},${row.period},${row.value ?? ''},${statusText(row)}\n`);
  return Buffer.from(`atvk,indicator,period,value,status\n${lines.join('')}`, 'utf8');
}
