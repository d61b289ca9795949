/** Reads a filled-in form, Excel or CSV, safely and literally: nothing is guessed, nothing is carried out. */
import type { LocalisedText } from '../../core/vocabulary.js';
import { CsvScanner } from '../../files/csv-scanner.js';
import { toUtf8 } from '../../files/encoding.js';
import { refuseFile } from '../../files/refusal.js';
import { readSheet, type SheetCell } from '../../files/sheet-rows.js';
import { allSheets, sharedTexts } from '../../files/workbook.js';
import { openParts, type ZipParts } from '../../files/zip-parts.js';
import { COLUMNS, HEADINGS, type Column, type FormIdentity } from './form-table.js';
import { IDENTITY_SHEET } from './write-form.js';

/** One line as it was filled in. */
export interface ReadLine {
  readonly sheet: string;
  /** As a spreadsheet counts. */
  readonly row: number;
  readonly texts: Readonly<Partial<Record<Column, string>>>;
  /** Why the value cannot be used as it stands: a formula, an error. */
  readonly fault: LocalisedText | null;
  /** Whether the value was stored as a number, with a decimal point. */
  readonly isNumber: boolean;
}

export interface ReadForm {
  readonly identity: Readonly<Partial<Record<keyof FormIdentity, string>>>;
  readonly lines: readonly ReadLine[];
}

const MEBIBYTE = 1024 * 1024;
const LARGEST_FILE = 4 * MEBIBYTE;
/** A form unpacks to about one megabyte. */
const LARGEST_UNPACKED = 24 * MEBIBYTE;
const MOST_ROWS = 5000;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const IDENTITY_KEYS: readonly (keyof FormIdentity)[] = [
  'template',
  'submission',
  'municipality',
  'period',
  'catalogue',
];

const FORMULA: LocalisedText = {
  lv: 'Šūnā ir formula vai kļūda. Ielīmējiet vērtību.',
  en: 'The cell holds a formula or an error. Paste the value instead.',
};

/**
 * Reads a form by its first bytes, never by its name.
 *
 * @throws UnreadableFile where the file as a whole cannot be read
 */
export async function readForm(file: Buffer): Promise<ReadForm> {
  if (file.length === 0) refuseFile('file_empty', { lv: 'Fails ir tukšs.', en: 'The file is empty.' });
  if (file.length > LARGEST_FILE)
    refuseFile('file_too_large', {
      lv: 'Veidlapa nevar būt tik liela (līdz 4 MB).',
      en: 'A form cannot be this large (up to 4 MB).',
    });
  if (file.subarray(0, 8).equals(OLE))
    refuseFile('file_encrypted', {
      lv: 'Tas ir vecā formāta (.xls) vai ar paroli aizsargāts fails. Saglabājiet to kā .xlsx bez paroles.',
      en: 'This is a file of the old format (.xls), or one protected by a password. Save it as .xlsx without a password.',
    });
  return file.subarray(0, 2).toString('latin1') === 'PK' ? readWorkbook(file) : readCsvForm(file);
}

async function readWorkbook(file: Buffer): Promise<ReadForm> {
  const parts = await openParts(file, LARGEST_UNPACKED);
  try {
    const shared = await sharedTexts(parts);
    let identity: ReadForm['identity'] = {};
    const lines: ReadLine[] = [];
    for (const sheet of await allSheets(parts)) {
      if (sheet.name === IDENTITY_SHEET) identity = await readIdentity(parts, sheet.part, shared);
      else if (!sheet.isHidden) lines.push(...(await readModule(parts, sheet, shared)));
    }
    return { identity, lines };
  } finally {
    parts.close();
  }
}

async function readIdentity(parts: ZipParts, part: string, shared: readonly string[]): Promise<ReadForm['identity']> {
  const found = new Map<string, string>();
  await readSheet(await parts.open(part), shared, (row, cells) => {
    const [key, value] = [cells.find(({ column }) => column === 0), cells.find(({ column }) => column === 1)];
    if (row <= 20 && key !== undefined && value !== undefined) found.set(key.text, value.text);
  });
  const identity: Partial<Record<keyof FormIdentity, string>> = {};
  for (const key of IDENTITY_KEYS) {
    const value = found.get(key);
    if (value !== undefined) identity[key] = value;
  }
  return identity;
}

async function readModule(
  parts: ZipParts,
  sheet: { readonly name: string; readonly part: string },
  shared: readonly string[],
): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  let header: ReadonlyMap<number, Column> | null = null;
  await readSheet(await parts.open(sheet.part), shared, (row, cells) => {
    if (row > MOST_ROWS)
      refuseFile(
        'too_many_rows',
        { lv: 'Veidlapā nav tik daudz rindu.', en: 'A form does not have that many rows.' },
        row,
      );
    header ??= headerOf(cells);
    if (header === null) return;
    const line = lineOf(sheet.name, row, header, cells);
    if (line !== null) lines.push(line);
  });
  return lines;
}

/** Which column is which, in any order and either language; null where the row is no header. */
function headerOf(cells: readonly { readonly column: number; readonly text: string }[]): Map<number, Column> | null {
  const header = new Map<number, Column>();
  for (const { column, text } of cells) {
    const words = text.trim().toLocaleLowerCase('lv');
    const found = COLUMNS.find((name) =>
      [HEADINGS[name].lv, HEADINGS[name].en].some((heading) => heading.toLocaleLowerCase('lv') === words),
    );
    if (found !== undefined) header.set(column, found);
  }
  const columns = [...header.values()];
  return columns.includes('cell') && columns.includes('value') ? header : null;
}

function lineOf(
  sheet: string,
  row: number,
  header: ReadonlyMap<number, Column>,
  cells: readonly SheetCell[],
): ReadLine | null {
  const texts: Partial<Record<Column, string>> = {};
  let fault: LocalisedText | null = null;
  let isNumber = false;
  for (const { column, kind, text } of cells) {
    const name = header.get(column);
    if (name === undefined) continue;
    texts[name] = text;
    if (name === 'value') isNumber = kind === 'number' || kind === 'other';
    const isEntry = name === 'value' || name === 'comment' || name === 'evidence' || name === 'status';
    if (isEntry && (kind === 'formula' || kind === 'error')) fault = FORMULA;
  }
  const key = texts.cell?.trim() ?? '';
  return key === '' || isHeading(key) ? null : { sheet, row, texts, fault, isNumber };
}

const isHeading = (text: string): boolean => text === HEADINGS.cell.lv || text === HEADINGS.cell.en;

function readCsvForm(file: Buffer): ReadForm {
  const { bytes } = toUtf8(file);
  const scanner = new CsvScanner(bytes, ';'.charCodeAt(0));
  const cells = (): SheetCell[] =>
    Array.from({ length: scanner.count }, (_, column) => ({ column, kind: 'text', text: plain(scanner.text(column)) }));
  let identity: ReadForm['identity'] = {};
  let header: ReadonlyMap<number, Column> | null = null;
  const lines: ReadLine[] = [];
  while (scanner.next()) {
    if (scanner.row > MOST_ROWS)
      refuseFile(
        'too_many_rows',
        { lv: 'Veidlapā nav tik daudz rindu.', en: 'A form does not have that many rows.' },
        scanner.row,
      );
    const row = cells();
    if (scanner.row === 1)
      identity = Object.fromEntries(IDENTITY_KEYS.map((key, index) => [key, row[index]?.text ?? '']));
    header ??= headerOf(row);
    const line = header === null ? null : lineOf('CSV', scanner.row, header, row);
    if (line !== null) lines.push(line);
  }
  return { identity, lines };
}

/** Takes away the apostrophe that keeps a text from being a formula. */
function plain(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
