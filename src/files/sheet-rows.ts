import type { Readable } from 'node:stream';
import { MOST_COLUMNS } from './csv-scanner.js';
import { readXml } from './xml.js';
import { joined } from './workbook.js';
import { refuseDamaged } from './zip-parts.js';

export type CellKind = 'text' | 'number' | 'formula' | 'error' | 'other';

export interface SheetCell {
  readonly column: number;
  readonly kind: CellKind;
  readonly text: string;
}

const MOST_ROWS = 1_048_576;

/** One cell while it is read. */
interface OpenCell {
  column: number;
  type: string;
  formula: boolean;
  value: string;
}

/**
 * The rows of a sheet one after another, only those that hold cells: a lone cell in XFD1048576 costs one row of one
 * cell. `onRow` gets the row's number as a spreadsheet shows it.
 */
export async function readSheet(
  stream: Readable,
  shared: readonly string[],
  onRow: (row: number, cells: readonly SheetCell[]) => void,
): Promise<void> {
  const reader = new SheetReader(shared, onRow);
  await readXml(stream, reader);
}

class SheetReader {
  private row = 0;
  private cells: SheetCell[] = [];
  private cell: OpenCell | null = null;
  private nextColumn = 0;
  private reading: 'value' | 'phonetic' | null = null;

  constructor(
    private readonly shared: readonly string[],
    private readonly onRow: (row: number, cells: readonly SheetCell[]) => void,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'row') this.openRow(attributes['r']);
    else if (name === 'f' && this.cell !== null) this.cell.formula = true;
    else if (name === 'rPh') this.reading = 'phonetic';
    else if ((name === 'v' || name === 't') && this.cell !== null && this.reading === null) this.reading = 'value';
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = this.reading === 'value' ? null : this.reading;
    else if (name === 'rPh') this.reading = null;
    else if (name === 'c' && this.cell !== null) this.closeCell(this.cell);
    else if (name === 'row' && this.cells.length > 0) this.onRow(this.row, this.cells);
  }

  text(piece: string): void {
    if (this.reading === 'value' && this.cell !== null) this.cell.value = joined(this.cell.value, piece);
  }

  private openRow(reference: string | undefined): void {
    const row = reference === undefined ? this.row + 1 : wholeNumber(reference);
    if (row <= this.row || row > MOST_ROWS) refuseDamaged();
    this.row = row;
    this.cells = [];
    this.nextColumn = 0;
  }

  private openCell(attributes: Readonly<Record<string, string>>): void {
    const reference = attributes['r'];
    const column = reference === undefined ? this.nextColumn : columnOf(reference);
    if (column >= MOST_COLUMNS || this.row === 0) refuseDamaged();
    this.nextColumn = column + 1;
    this.cell = { column, type: attributes['t'] ?? 'n', formula: false, value: '' };
  }

  private closeCell({ column, type, formula, value }: OpenCell): void {
    this.cell = null;
    if (value === '' && !formula && type !== 'e') return;
    const kind = formula ? 'formula' : kindOf(type);
    this.cells.push({
      column,
      kind,
      text: type === 's' ? (this.shared[wholeNumber(value)] ?? refuseDamaged()) : value,
    });
  }
}

function kindOf(type: string): CellKind {
  if (type === 'e') return 'error';
  if (type === 's' || type === 'str' || type === 'inlineStr') return 'text';
  return type === 'n' ? 'number' : 'other';
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : refuseDamaged();
}

/** 0 for A, 16383 for XFD. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(reference)?.[1] ?? refuseDamaged();
  let column = 0;
  for (const letter of letters) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}
