/** Stage five: what the file changes. */
import { VALUE_BLANK } from '../reading/table.js';
import type { RevisionBatch } from '../revisions/revision-rows.js';
import type { Breath } from '../breath.js';
import { REFUSED, TAKEN, type ResolvedRows } from './resolved-rows.js';
import * as say from './row-sentences.js';
import type { ValueGrid } from './value-grid.js';

/** Every row of the file is one of these. */
export interface ImportCounts {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface Difference {
  readonly counts: ImportCounts;
  /** Rows that add or change, in the order of the file. */
  readonly rows: Int32Array;
}

/** Compares the rows that are left with what is stored. Repetitions count as unchanged. */
export async function differenceOf(rows: ResolvedRows, grid: ValueGrid, breath: Breath): Promise<Difference> {
  const chosen = new Int32Array(rows.length);
  const counts = { rows: rows.length, added: 0, changed: 0, unchanged: 0, refused: 0 };
  let length = 0;
  for (let row = 0; row < rows.length; row++) {
    const kind = kindOf(rows, grid, row);
    counts[kind]++;
    if (kind === 'added' || kind === 'changed') chosen[length++] = row;
    if ((row & 0xfff) === 0 && breath.due) await breath.take();
  }
  return { counts, rows: chosen.slice(0, length) };
}

function kindOf(rows: ResolvedRows, grid: ValueGrid, row: number): 'added' | 'changed' | 'unchanged' | 'refused' {
  if (rows.fate[row] === REFUSED) return 'refused';
  const cell = rows.cells[rows.cellOf[row] ?? -1];
  const period = rows.periods[rows.periodOf[row] ?? -1];
  const unit = rows.unitOf[row] ?? -1;
  const stored = grid.column(cell?.id ?? -1, period?.id ?? -1)?.stored;
  const status = stored?.statuses[unit] ?? 0;
  const before = stored?.values[unit] ?? NaN;
  if (rows.fate[row] === TAKEN && rows.table.valueStates[row] === VALUE_BLANK) sayBlank(rows, row, before);
  if (rows.fate[row] !== TAKEN) return 'unchanged';
  if (status === 0) return 'added';
  return status === rows.statuses[row] && Object.is(before, rows.value(row)) ? 'unchanged' : 'changed';
}

function sayBlank(rows: ResolvedRows, row: number, before: number): void {
  if (!Number.isNaN(before)) {
    rows.say(row, { code: 'value_removed', severity: 'warning', message: say.valueRemoved(before) });
  } else if ((rows.table.status.codes[row] ?? -1) < 0) {
    rows.say(row, { code: 'value_blank', severity: 'information', message: say.BLANK_VALUE });
  }
}

/** The revisions that a difference asks for. */
export async function batchOf(
  rows: ResolvedRows,
  { rows: chosen }: Difference,
  sourceIds: readonly number[],
  breath: Breath,
): Promise<RevisionBatch> {
  const { length } = chosen;
  const batch = {
    length,
    cells: new Int32Array(length),
    municipalities: new Int32Array(length),
    periods: new Int32Array(length),
    values: new Float64Array(length),
    statuses: new Uint8Array(length),
    sources: new Int32Array(length),
  };
  const cellIds = Int32Array.from(rows.cells, ({ id }) => id);
  const periodIds = Int32Array.from(rows.periods, ({ id }) => id);
  for (let index = 0; index < length; index++) {
    const row = chosen[index] ?? 0;
    batch.cells[index] = cellIds[rows.cellOf[row] ?? 0] ?? 0;
    batch.municipalities[index] = rows.unitOf[row] ?? 0;
    batch.periods[index] = periodIds[rows.periodOf[row] ?? 0] ?? 0;
    batch.values[index] = rows.value(row);
    batch.statuses[index] = rows.statuses[row] ?? 0;
    batch.sources[index] = sourceIds[rows.sourceOf[row] ?? 0] ?? 0;
    if ((index & 0xfff) === 0 && breath.due) await breath.take();
  }
  return batch;
}
