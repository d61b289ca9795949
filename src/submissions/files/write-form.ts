/** The form as files that municipalities fill in without a connection. */
import ExcelJS from 'exceljs';
import type { Language } from '../../core/vocabulary.js';
import { MODULES } from '../workflow/workflow.js';
import { COLUMNS, HEADINGS, NOT_COLLECTED, type FormIdentity, type FormLine } from './form-table.js';

/** Name of the sheet that nobody sees. */
export const IDENTITY_SHEET = '_veidlapa';
const MODULE_NAMES = {
  SU: { lv: 'SU Sociālie uzņēmumi', en: 'SU Social enterprises' },
  SP: { lv: 'SP Pakalpojumu izmaksas', en: 'SP Service costs' },
  SD: { lv: 'SD Darbinieku noslodze', en: 'SD Workload' },
} as const;
const WIDTHS = [22, 44, 60, 14, 14, 18, 18, 44, 36, 9];
/** A list inside a validation may be this long (a limit of the format). */
const LONGEST_LIST = 250;
const HEADER_FILL: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE6EBF0' } };
const INPUT_FILL: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFBE6' } };
const ENTRY_COLUMNS = ['value', 'status', 'comment', 'evidence'] as const;

/** The workbook: a sheet a module, only the cells to be filled in unlocked, drop-downs where answers are fixed. */
export async function writeWorkbook(
  lines: readonly FormLine[],
  identity: FormIdentity,
  language: Language,
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'mācīties salīdzinot';
  for (const module of MODULES) {
    const sheet = workbook.addWorksheet(MODULE_NAMES[module][language], {
      views: [{ state: 'frozen', xSplit: 2, ySplit: 2 }],
    });
    writeHead(sheet, identity, language);
    for (const line of lines.filter(({ cell }) => cell.module === module)) writeLine(sheet, line, language);
    await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true });
  }
  const hidden = workbook.addWorksheet(IDENTITY_SHEET, { state: 'veryHidden' });
  for (const entry of Object.entries(identity)) hidden.addRow(entry);
  await hidden.protect('', {});
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function writeHead(sheet: ExcelJS.Worksheet, identity: FormIdentity, language: Language): void {
  sheet.addRow([
    language === 'lv'
      ? `${identity.period}. gada veidlapa, ${identity.municipality}. Aizpildiet dzeltenās šūnas; nulli ierakstiet, tukša šūna nav nulle.`
      : `Form for ${identity.period}, ${identity.municipality}. Fill in the yellow cells; type zeros, a blank is not zero.`,
  ]);
  const head = sheet.addRow(COLUMNS.map((column) => HEADINGS[column][language]));
  head.font = { bold: true };
  head.eachCell((cell) => {
    cell.fill = HEADER_FILL;
  });
  sheet.columns.forEach((column, index) => {
    column.width = WIDTHS[index] ?? 12;
  });
  sheet.getColumn(COLUMNS.indexOf('version') + 1).hidden = true;
}

function writeLine(sheet: ExcelJS.Worksheet, line: FormLine, language: Language): void {
  const { texts, lastYear, value, version } = line;
  const row = sheet.addRow(
    COLUMNS.map((column) =>
      column === 'value' ? value : column === 'lastYear' ? lastYear : column === 'version' ? version : texts[column],
    ),
  );
  row.alignment = { vertical: 'top', wrapText: true };
  for (const column of ENTRY_COLUMNS) {
    const isRemark = column === 'comment' || column === 'evidence';
    if (isRemark && line.cell.companion !== null) continue;
    const cell = row.getCell(COLUMNS.indexOf(column) + 1);
    cell.protection = { locked: false };
    cell.fill = INPUT_FILL;
  }
  const entry = row.getCell(COLUMNS.indexOf('value') + 1);
  const { valueType, decimals } = line.cell;
  if (typeof value === 'number' || valueType === 'money') entry.numFmt = decimals > 0 ? '#,##0.00' : '#,##0';
  const validation = validationOf(line, language);
  if (validation !== null) entry.dataValidation = validation;
  row.getCell(COLUMNS.indexOf('status') + 1).dataValidation = listOf([NOT_COLLECTED[language]]);
  if (texts.definition !== '') entry.note = texts.definition;
}

const listOf = (answers: readonly string[]): ExcelJS.DataValidation => ({
  type: 'list',
  allowBlank: true,
  showErrorMessage: false,
  formulae: [`"${answers.join(',')}"`],
});

/** Answers to choose from; what cannot stand in such a list (commas, length) is offered as bare numbers. */
function validationOf({ cell }: FormLine, language: Language): ExcelJS.DataValidation | null {
  if (cell.valueType === 'boolean') return listOf(language === 'lv' ? ['jā', 'nē'] : ['yes', 'no']);
  if (cell.scale.length === 0) return null;
  const worded = cell.scale.map(({ value, label }) => `${value} – ${label[language]}`);
  const fits = worded.join(',').length <= LONGEST_LIST && worded.every((answer) => !/[,"]/.test(answer));
  return listOf(fits ? worded : cell.scale.map(({ value }) => String(value)));
}

/** The same as text: UTF-8 with a byte order mark, `;` between cells, decimal comma. */
export function writeCsv(lines: readonly FormLine[], identity: FormIdentity, language: Language): Buffer {
  const rows = [
    Object.values<string>({ ...identity }),
    COLUMNS.map((column) => HEADINGS[column][language]),
    ...lines.map((line) =>
      COLUMNS.map((column) => {
        if (column === 'version') return String(line.version);
        if (column === 'value' || column === 'lastYear') return written(line[column]);
        return harmless(line.texts[column]);
      }),
    ),
  ];
  const text = rows.map((row) => row.map(quoted).join(';')).join('\r\n');
  return Buffer.from(`\ufeff${text}\r\n`, 'utf8');
}

function written(value: number | string | null): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  return harmless(value ?? '');
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it; reading takes it away again. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
