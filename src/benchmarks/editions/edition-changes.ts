import type { SourceColumn } from '../../scoring/derivation/source-column.js';

/** A unit whose value or status differs between two columns. */
export interface ColumnChange {
  readonly cellId: number;
  readonly unit: number;
  readonly before: SourceColumn | undefined;
  readonly after: SourceColumn | undefined;
  readonly oldValue: number | null;
  readonly oldStatus: number;
  readonly newValue: number | null;
  readonly newStatus: number;
}

/** Every value that differs between two states of a period; columns that are the same stored one are not looked at. */
export function columnChanges(
  before: ReadonlyMap<number, SourceColumn>,
  after: ReadonlyMap<number, SourceColumn>,
): ColumnChange[] {
  const cells = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
  return cells.flatMap((cellId) => {
    const [was, is] = [before.get(cellId), after.get(cellId)];
    if (was?.kind === is?.kind && was?.id === is?.id) return [];
    return differences(cellId, was, is);
  });
}

function differences(
  cellId: number,
  before: SourceColumn | undefined,
  after: SourceColumn | undefined,
): ColumnChange[] {
  const units = Math.max(before?.values.length ?? 0, after?.values.length ?? 0);
  const changes: ColumnChange[] = [];
  for (let unit = 0; unit < units; unit++) {
    const [oldValue, newValue] = [valueAt(before, unit), valueAt(after, unit)];
    const [oldStatus, newStatus] = [before?.statuses[unit] ?? 0, after?.statuses[unit] ?? 0];
    if (oldValue === newValue && oldStatus === newStatus) continue;
    changes.push({ cellId, unit, before, after, oldValue, oldStatus, newValue, newStatus });
  }
  return changes;
}

function valueAt(column: SourceColumn | undefined, unit: number): number | null {
  const value = column?.values[unit] ?? NaN;
  return Number.isFinite(value) ? value : null;
}
