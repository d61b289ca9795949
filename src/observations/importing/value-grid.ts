import { valueStatusOf } from '../../core/value-status.js';
import type { OperandValue } from '../../indicators/expressions/operands.js';
import type { ObservationColumn } from '../columns/observation-columns.js';
import { REFUSED, type ResolvedRows } from './resolved-rows.js';

/** One cell in one period: what is stored, and which row of the file speaks of which municipality. */
export interface GridColumn {
  readonly cellId: number;
  readonly periodId: number;
  readonly stored: ObservationColumn | null;
  /** Row of the file for each unit, −1 for none; null where the file does not speak of the column at all. */
  readonly rows: Int32Array | null;
}

/** All values that an import can see: the file's, and behind them those stored before. */
export class ValueGrid {
  /** By cell, then by period. */
  private readonly cells = new Map<number, Map<number, GridColumn>>();

  constructor(
    private readonly file: ResolvedRows,
    readonly units: number,
  ) {}

  store(column: ObservationColumn): void {
    const { cellId, periodId } = column;
    this.set({ cellId, periodId, stored: column, rows: this.column(cellId, periodId)?.rows ?? null });
  }

  /** The rows of a column of the file; an empty array of units when it is asked for the first time. */
  rowsOf(cellId: number, periodId: number): Int32Array {
    const there = this.column(cellId, periodId);
    if (there !== undefined && there.rows !== null) return there.rows;
    const rows = new Int32Array(this.units).fill(-1);
    this.set({ cellId, periodId, stored: there?.stored ?? null, rows });
    return rows;
  }

  column(cellId: number, periodId: number): GridColumn | undefined {
    return this.cells.get(cellId)?.get(periodId);
  }

  /** Columns of a cell, in any order. */
  columnsOf(cellId: number): GridColumn[] {
    return [...(this.cells.get(cellId)?.values() ?? [])];
  }

  /** Columns that the file speaks of. */
  fileColumns(): GridColumn[] {
    return [...this.cells.values()].flatMap((periods) => [...periods.values()].filter(({ rows }) => rows !== null));
  }

  /** The row of the file that counts for a unit; −1 where there is none or it was refused. */
  rowOf(column: GridColumn, unit: number): number {
    const row = column.rows?.[unit] ?? -1;
    return row >= 0 && this.file.fate[row] !== REFUSED ? row : -1;
  }

  /** Number of a unit, NaN where there is none: the file's, else the stored one. */
  number(column: GridColumn, unit: number): number {
    const row = this.rowOf(column, unit);
    return row >= 0 ? this.file.value(row) : (column.stored?.values[unit] ?? NaN);
  }

  /** Status byte of a unit; 0 where nobody has said anything. */
  status(column: GridColumn, unit: number): number {
    const row = this.rowOf(column, unit);
    return row >= 0 ? (this.file.statuses[row] ?? 0) : (column.stored?.statuses[unit] ?? 0);
  }

  /** The value as rules and formulas read it. */
  operand(cellId: number, periodId: number, unit: number): OperandValue {
    const column = this.column(cellId, periodId);
    if (column === undefined) return 'not_provided';
    const value = this.number(column, unit);
    const status = valueStatusOf(this.status(column, unit));
    if (status === 'reported' || status === 'confidential') return Number.isNaN(value) ? 'not_provided' : value;
    return status;
  }

  private set(column: GridColumn): void {
    const periods = this.cells.get(column.cellId) ?? new Map<number, GridColumn>();
    periods.set(column.periodId, column);
    this.cells.set(column.cellId, periods);
  }
}
