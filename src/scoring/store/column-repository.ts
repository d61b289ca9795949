/** Columns of values: those of the observations, and those that a run derives from them. */
import type { PoolClient } from 'pg';
import { BinaryRows, copyIn, copyOut, type BinaryRow } from '../../database/binary-copy.js';
import type { SourceColumn } from '../derivation/source-column.js';
import type { Pair } from '../model/scoring-model.js';

/** A column that a derived one was made from. */
export interface DerivedInput {
  readonly cell: string;
  readonly period: string;
  readonly kind: SourceColumn['kind'];
  readonly id: number;
}

/** A derived column to be stored, with what it was made from. */
export interface NewDerivedColumn extends Pair {
  readonly column: SourceColumn;
  readonly inputs: readonly DerivedInput[];
}

/** Numbers of a column from their bytes (64-bit floats, low byte first), padded with NaN to a length. */
export function toValues(bytes: Uint8Array, units = bytes.length / 8): Float64Array {
  const values = new Float64Array(units);
  const held = Math.min(bytes.length >> 3, units);
  new Uint8Array(values.buffer).set(bytes.subarray(0, held * 8));
  return held < units ? values.fill(NaN, held) : values;
}

/** The bytes of numbers. */
export function toBytes(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const pairList = (pairs: readonly Pair[]): string =>
  pairs.map(({ cellId, periodId }) => `(${Math.trunc(cellId)},${Math.trunc(periodId)})`).join(',');

/** A column on its way from the database: what it holds lasts until the next one. */
export class ColumnRow implements Pair {
  readonly cellId: number;
  readonly periodId: number;
  readonly id: number;
  /** 64-bit floats, low byte first. */
  readonly valueBytes: Uint8Array;

  constructor(
    private readonly row: BinaryRow,
    readonly kind: SourceColumn['kind'],
  ) {
    this.cellId = row.int4() ?? 0;
    this.periodId = row.int4() ?? 0;
    this.id = row.int8() ?? 0;
    this.valueBytes = row.bytea() ?? NOTHING;
  }

  /** The column to be kept; to be called once. */
  column(): SourceColumn {
    const { row, kind, id } = this;
    const values = toValues(this.valueBytes);
    const statuses = Uint8Array.from(row.bytea() ?? NOTHING);
    const contentHash = Uint8Array.from(row.bytea() ?? NOTHING);
    const alternative = kind === 'derived' ? row.bytea() : null;
    const column = { kind, id, values, statuses, contentHash };
    return alternative === null ? column : { ...column, alternative: toValues(alternative) };
  }
}

const NOTHING = new Uint8Array(0);

/** Which columns are loaded, and of which cells with statuses and hash too. */
export interface LoadRequest {
  /** All where null. */
  readonly pairs: readonly Pair[] | null;
  /** Cells of columns that are to be kept; of the others only the values come. */
  readonly whole: readonly number[];
}

/** The observation columns as they are now, one after another. */
export async function loadObservationColumns(
  client: PoolClient,
  { pairs, whole }: LoadRequest,
  take: (row: ColumnRow) => void,
): Promise<void> {
  if (pairs?.length === 0) return;
  const rest = whole.length === 0 ? 'false' : `o.cell_id = any('{${whole.map(Math.trunc).join()}}'::integer[])`;
  const wanted =
    pairs === null ? '' : `join (values ${pairList(pairs)}) as wanted (c, p) on (c, p) = (cell_id, period_id)`;
  await copyOut(
    client,
    `copy (select o.cell_id, o.period_id, o.id, o."values",
         case when ${rest} then o.statuses end, case when ${rest} then o.input_hash end
       from (select column_id from observation_column_current ${wanted}) as chosen
       join observation_column o on o.id = chosen.column_id) to stdout (format binary)`,
    (row) => {
      take(new ColumnRow(row, 'observation'));
    },
  );
}

/**
 * Derived columns as a run knows them, one after another.
 *
 * @param pairs which; all where absent
 * @param sequence of the run
 */
export async function loadDerivedColumns(
  client: PoolClient,
  pairs: readonly Pair[] | null,
  sequence: number,
  take: (row: ColumnRow) => void,
): Promise<void> {
  if (pairs?.length === 0 || sequence === 0) return;
  const wanted =
    pairs === null ? '' : `join (values ${pairList(pairs)}) as wanted (c, p) on (c, p) = (cell_id, period_id)`;
  await copyOut(
    client,
    `copy (select distinct on (period_id, cell_id) cell_id, period_id, id, "values", statuses, content_hash, alternative
       from derived_column ${wanted} where run_sequence <= ${Math.trunc(sequence)}
       order by period_id, cell_id, run_sequence desc) to stdout (format binary)`,
    (row) => {
      take(new ColumnRow(row, 'derived'));
    },
  );
}

/** Ids for derived columns that are about to be stored. */
export async function reserveDerivedIds(client: PoolClient, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ id: string }>(
    `select nextval(pg_get_serial_sequence('derived_column', 'id')) as id from generate_series(1, $1::integer)`,
    [count],
  );
  return rows.map(({ id }) => Number(id));
}

/** Stores derived columns of a run under the ids reserved for them. */
export async function storeDerivedColumns(
  client: PoolClient,
  runSequence: number,
  columns: readonly NewDerivedColumn[],
): Promise<void> {
  if (columns.length === 0) return;
  const rows = new BinaryRows();
  for (const { cellId, periodId, column, inputs } of columns) {
    rows.row(10).int8(column.id).int4(cellId).int4(periodId).int4(runSequence).int4(column.values.length);
    rows.bytea(toBytes(column.values)).bytea(column.statuses);
    if (column.alternative === undefined) rows.null();
    else rows.bytea(toBytes(column.alternative));
    rows.bytea(column.contentHash).jsonb(JSON.stringify(inputs));
  }
  await copyIn(
    client,
    `copy derived_column (id, cell_id, period_id, run_sequence, units, "values", statuses, alternative, content_hash, inputs)
       from stdin (format binary)`,
    [rows.view()],
  );
}
