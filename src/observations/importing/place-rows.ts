/** Stage two: each row to its place; rows that contradict each other are refused, repetitions are passed over. */
import type { Breath } from '../breath.js';
import { REFUSED, REPEATED, type ResolvedRows } from './resolved-rows.js';
import * as say from './row-sentences.js';
import type { ValueGrid } from './value-grid.js';

/** Puts every row that is not refused into the grid. */
export async function placeRows(rows: ResolvedRows, grid: ValueGrid, breath: Breath): Promise<void> {
  const contradicted = new Set<number>();
  for (let row = 0; row < rows.length; row++) {
    if (rows.fate[row] !== REFUSED) place(rows, grid, row, contradicted);
    if ((row & 0xfff) === 0 && breath.due) await breath.take();
  }
}

function place(rows: ResolvedRows, grid: ValueGrid, row: number, contradicted: Set<number>): void {
  const cell = rows.cells[rows.cellOf[row] ?? -1];
  const period = rows.periods[rows.periodOf[row] ?? -1];
  const unit = rows.unitOf[row] ?? -1;
  if (cell === undefined || period === undefined || unit < 0) return;
  const places = grid.rowsOf(cell.id, period.id);
  const first = places[unit] ?? -1;
  if (first < 0) {
    places[unit] = row;
  } else if (!contradicted.has(first) && isSame(rows, first, row)) {
    rows.fate[row] = REPEATED;
    const message = say.sameAs(rows.number(first));
    rows.say(row, { code: 'row_repeated', severity: 'information', message });
  } else {
    if (!contradicted.has(first)) refuseConflict(rows, first, row);
    contradicted.add(first);
    refuseConflict(rows, row, first);
  }
}

function isSame(rows: ResolvedRows, a: number, b: number): boolean {
  return rows.statuses[a] === rows.statuses[b] && Object.is(rows.value(a), rows.value(b));
}

function refuseConflict(rows: ResolvedRows, row: number, other: number): void {
  const message = say.conflictWith(rows.number(other), rows.value(row), rows.value(other));
  rows.refuse(row, { code: 'conflict', message });
}
