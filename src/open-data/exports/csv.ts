/** Fields of CSV files. Pure. */

/** How a file writes its numbers and parts its fields. */
export interface CsvStyle {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}

export const PLAIN: CsvStyle = { separator: ',', decimal: '.' };
/** As spreadsheets in Latvian read and write it. */
export const LATVIAN: CsvStyle = { separator: ';', decimal: ',' };

/** Byte order mark: tells spreadsheets that a file is UTF-8. */
export const BOM = '\uFEFF';

export type Field = string | number | boolean | null;

/** One line with its end. */
export function csvLine(fields: readonly Field[], style: CsvStyle): string {
  let line = '';
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? null;
    line += at === 0 ? '' : style.separator;
    if (typeof field === 'string') line += csvText(field, style.separator);
    else if (typeof field === 'number') line += csvNumber(field, style.decimal);
    else if (field !== null) line += String(field);
  }
  return `${line}\r\n`;
}

/** Digits as JavaScript writes them, no grouping; never exponent for what fits into 21 digits. */
export function csvNumber(value: number, decimal: CsvStyle['decimal']): string {
  const text = String(value);
  return decimal === ',' ? text.replace('.', ',') : text;
}

const QUOTED = /[",;\r\n]/;

/** Text that no spreadsheet takes for a formula, quoted where it has to be. */
export function csvText(text: string, separator: CsvStyle['separator']): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const isPlain = !QUOTED.test(harmless) || (separator === ',' && !/[",\r\n]/.test(harmless));
  return isPlain ? harmless : `"${harmless.replaceAll('"', '""')}"`;
}
