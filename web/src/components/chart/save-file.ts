import type { ChartTable } from '../../../../charts/chart.ts';

/** Offers content to the reader as a file of a name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}

/** A field that a spreadsheet takes as text, never as a formula. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A chart's table as CSV (RFC 4180) with unrounded numbers; the mark at the start tells spreadsheets that it is UTF-8. */
export function csvOf(table: ChartTable): string {
  const head = table.columns.map(({ label, unit }) => field(unit === undefined ? label : `${label}, ${unit}`));
  const rows = table.rows.map((row) => table.columns.map(({ key }) => field(row[key] ?? null)));
  return `\ufeff${[head, ...rows].map((line) => line.join(',')).join('\r\n')}\r\n`;
}
