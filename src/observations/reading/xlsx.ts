import type { LocalisedText } from '../../core/vocabulary.js';
import { isHeader, readHeader, ROLES, type Header } from './header.js';
import { refuseFile } from '../../files/refusal.js';
import { readSheet, type SheetCell } from '../../files/sheet-rows.js';
import { TableBuilder } from './table-builder.js';
import type { FileNote, ObservationTable } from './table.js';
import { sharedTexts, shownSheets, type Sheet } from '../../files/workbook.js';
import { openParts, type ZipParts } from '../../files/zip-parts.js';

const HEADER_WITHIN = 10;

const FORMULA: LocalisedText = {
  lv: 'Šūnā ir formula, un tās rezultāts var būt novecojis. Ielīmējiet vērtību.',
  en: 'The cell holds a formula whose result may be out of date. Paste the value instead.',
};
const ERROR: LocalisedText = {
  lv: 'Šūnā ir kļūda (piemēram, #N/A). Ievadiet vērtību vai atstājiet šūnu tukšu.',
  en: 'The cell holds an error (such as #N/A). Enter a value or leave the cell blank.',
};
const OTHER: LocalisedText = {
  lv: 'Šūnā nav ne skaitļa, ne teksta.',
  en: 'The cell holds neither a number nor text.',
};

/**
 * An observation file of Excel: the first shown sheet that has the columns. Formulas and errors refuse their row,
 * hidden rows and columns are read, merged cells hold their value in the first cell.
 *
 * @throws UnreadableFile where the file as a whole cannot be read
 */
export async function readXlsx(file: Buffer): Promise<ObservationTable> {
  const parts = await openParts(file);
  try {
    const sheets = await shownSheets(parts);
    const shared = await sharedTexts(parts);
    let firstRefusal: unknown;
    for (const sheet of sheets) {
      try {
        return await readOne(parts, sheet, shared, sheets);
      } catch (error) {
        if (!(error instanceof NoHeader)) throw error;
        firstRefusal ??= error;
      }
    }
    const { cells, row } = firstRefusal as NoHeader;
    if (cells === null) refuseFile('file_empty', { lv: 'Fails ir tukšs.', en: 'The file is empty.' });
    readHeader(cells, row);
    throw new Error('A sheet without header has columns missing.');
  } finally {
    parts.close();
  }
}

/** The sheet has no header; with its first row, for the sentence. */
class NoHeader extends Error {
  constructor(
    readonly cells: readonly string[] | null,
    readonly row: number,
  ) {
    super('no header');
  }
}

async function readOne(
  parts: ZipParts,
  sheet: Sheet,
  shared: readonly string[],
  sheets: readonly Sheet[],
): Promise<ObservationTable> {
  const rows = new RowReader();
  await readSheet(await parts.open(sheet.part), shared, (row, cells) => {
    rows.take(row, cells);
  });
  if (rows.header === null) throw new NoHeader(rows.first?.cells ?? null, rows.first?.row ?? 1);
  const others = sheets.filter(({ part }) => part !== sheet.part).map(({ name }) => name);
  return rows.builder.finish('xlsx', [...rows.header.notes, ...otherSheets(sheet.name, others)]);
}

/** Finds the header among the first rows, then hands the rows on. */
class RowReader {
  readonly builder = new TableBuilder({ exponent: true, decimal: 'comma' });
  header: Header | null = null;
  first: { cells: readonly string[]; row: number } | null = null;
  private looked = 0;
  private roleOf = new Map<number, number>();

  take(row: number, cells: readonly SheetCell[]): void {
    if (this.header === null) this.lookForHeader(row, cells);
    else this.addRow(row, cells);
  }

  private lookForHeader(row: number, cells: readonly SheetCell[]): void {
    const texts: string[] = [];
    for (const { column, text } of cells) texts[column] = text;
    const names = Array.from(texts, (text: string | undefined) => text ?? '');
    if (this.looked++ >= HEADER_WITHIN) throw new NoHeader(this.first?.cells ?? null, this.first?.row ?? row);
    if (isHeader(names)) {
      this.header = readHeader(names, row);
      this.header.columns.forEach((column, role) => this.roleOf.set(column, role));
    } else this.first ??= { cells: names, row };
  }

  private addRow(row: number, cells: readonly SheetCell[]): void {
    this.builder.begin(row);
    for (const { column, kind, text } of cells) {
      const role = this.roleOf.get(column);
      if (role === undefined) continue;
      if (kind === 'formula') this.builder.fault('formula_cell', FORMULA);
      else if (kind === 'error') this.builder.fault('error_cell', ERROR);
      else if (kind === 'other') this.builder.fault('not_a_number', OTHER);
      if (kind === 'formula' && ROLES[role] === 'value') continue;
      if (kind === 'error' || kind === 'other') continue;
      const bytes = Buffer.from(text);
      this.builder.cell(role, bytes, 0, bytes.length);
    }
    this.builder.end();
  }
}

function otherSheets(used: string, others: readonly string[]): FileNote[] {
  if (others.length === 0) return [];
  const names = others.slice(0, 10).map((name) => `“${name.slice(0, 40)}”`);
  return [
    {
      row: null,
      code: 'sheet_ignored',
      severity: 'information',
      message: {
        lv: `Nolasīta lapa “${used}”. Pārējās netika izmantotas: ${names.join(', ')}.`,
        en: `The sheet “${used}” was read. The others were not used: ${names.join(', ')}.`,
      },
    },
  ];
}
