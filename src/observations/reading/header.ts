import type { LocalisedText } from '../../core/vocabulary.js';
import { refuseFile } from '../../files/refusal.js';
import type { FileNote } from './table.js';

/** What a column of an observation file may be. */
export const ROLES = ['municipality', 'indicator', 'period', 'value', 'status', 'unit', 'source'] as const;
export type Role = (typeof ROLES)[number];

/** Names of each role, best first; Latvian ones stand beside the contract's. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  municipality: ['atvk', 'municipality', 'atvk kods', 'pašvaldība'],
  indicator: ['indicator', 'rādītājs', 'rādītāja kods'],
  period: ['period', 'year', 'periods', 'gads'],
  value: ['value', 'vērtība'],
  status: ['status', 'statuss'],
  unit: ['unit', 'mērvienība'],
  source: ['source', 'avots'],
};
const REQUIRED: readonly Role[] = ['municipality', 'indicator', 'period', 'value'];
const SHOWN = 20;

/** Which column holds what. */
export interface Header {
  readonly row: number;
  /** Index of each role's column; −1 where the file has none. In the order of {@link ROLES}. */
  readonly columns: Int32Array;
  readonly notes: readonly FileNote[];
}

const key = (name: string): string =>
  name
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .normalize('NFC')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .toLowerCase();

/** How many of the required columns a record names: the best delimiter is the one that shows most. */
export function recognised(cells: readonly string[]): number {
  const names = new Set(cells.map(key));
  return REQUIRED.filter((role) => NAMES[role].some((name) => names.has(name))).length;
}

export function isHeader(cells: readonly string[]): boolean {
  return recognised(cells) === REQUIRED.length;
}

/**
 * The columns of a header, in any order and case.
 *
 * @throws UnreadableFile naming every required column that is missing, or a column that stands twice
 */
export function readHeader(cells: readonly string[], row: number): Header {
  const keys = cells.map(key);
  const missing = REQUIRED.filter((role) => !NAMES[role].some((name) => keys.includes(name)));
  if (missing.length > 0) refuseFile('columns_missing', missingColumns(missing, cells), row);
  const columns = new Int32Array(ROLES.length).fill(-1);
  ROLES.forEach((role, index) => {
    const name = NAMES[role].find((candidate) => keys.includes(candidate));
    if (name === undefined) return;
    columns[index] = keys.indexOf(name);
    if (keys.lastIndexOf(name) !== columns[index]) refuseFile('column_twice', twice(name), row);
  });
  const ignored = cells.filter((cell, index) => key(cell) !== '' && !columns.includes(index));
  return { row, columns, notes: ignored.length === 0 ? [] : [ignoredColumns(ignored, row)] };
}

function missingColumns(missing: readonly Role[], cells: readonly string[]): LocalisedText {
  const wanted = missing.map((role) => NAMES[role].slice(0, role === 'municipality' || role === 'period' ? 2 : 1));
  const list = (or: string) => wanted.map((names) => names.map((name) => `“${name}”`).join(or)).join(', ');
  const found = cells
    .filter((cell) => cell.trim() !== '')
    .slice(0, SHOWN)
    .map((cell) => `“${cell.trim().slice(0, 40)}”`)
    .join(', ');
  return {
    lv: `Failā trūkst kolonnu: ${list(' vai ')}. Atrastas: ${found === '' ? 'neviena' : found}.`,
    en: `The file lacks columns: ${list(' or ')}. Found: ${found === '' ? 'none' : found}.`,
  };
}

function twice(name: string): LocalisedText {
  return {
    lv: `Kolonna “${name}” failā ir divas reizes. Atstājiet vienu.`,
    en: `The column “${name}” stands in the file twice. Keep one.`,
  };
}

function ignoredColumns(names: readonly string[], row: number): FileNote {
  const shown = names.slice(0, SHOWN).map((name) => `“${name.trim().slice(0, 60)}”`);
  const more = names.length - shown.length;
  return {
    row,
    code: 'column_ignored',
    severity: 'information',
    message: {
      lv: `Šīs kolonnas netika izmantotas: ${shown.join(', ')}${more > 0 ? ` un vēl ${more}` : ''}.`,
      en: `These columns were not used: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    },
  };
}
