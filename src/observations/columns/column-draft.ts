import { unsignedZero } from '../../core/numbers.js';

/** A column being put together from revisions in any order: the highest id of each unit counts. */
export class ColumnDraft {
  readonly values: Float64Array;
  readonly statuses: Uint8Array;
  newest = 0;
  private readonly ids: Float64Array;

  constructor(
    readonly cellId: number,
    readonly periodId: number,
    units: number,
  ) {
    this.values = new Float64Array(units).fill(NaN);
    this.statuses = new Uint8Array(units);
    this.ids = new Float64Array(units);
  }

  /** @param status status byte; 0 with NaN where the revision withdrew the value */
  take(unit: number, id: number, value: number, status: number): void {
    if (unit >= this.ids.length || id <= (this.ids[unit] ?? 0)) return;
    this.ids[unit] = id;
    this.values[unit] = unsignedZero(value);
    this.statuses[unit] = status;
    if (id > this.newest) this.newest = id;
  }
}
