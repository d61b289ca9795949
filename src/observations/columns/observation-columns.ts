import { Injectable } from '@nestjs/common';
import { BinaryRows, copyIn, copyOut } from '../../database/binary-copy.js';
import { Database, type Transaction } from '../../database/database.js';
import { Breath, breathing } from '../breath.js';
import { bytesOf, contentHash, doublesFrom } from './column-bytes.js';
import { ColumnDraft } from './column-draft.js';

/** The values of one cell in one period, by place in the unit order. Never changed. */
export interface ObservationColumn {
  readonly columnId: number;
  readonly cellId: number;
  readonly periodId: number;
  /** NaN where there is no number. May be shorter than today's unit order; what is missing then has no value. */
  readonly values: Float64Array;
  /** One byte a unit, as core/value-status codes it; 0 where nobody has said anything. */
  readonly statuses: Uint8Array;
  /** SHA-256 of values and statuses. */
  readonly hash: Buffer;
}

/** Which columns: all where absent. */
export interface ColumnFilter {
  readonly cellIds?: readonly number[];
  readonly periodIds?: readonly number[];
}

interface Pair {
  readonly cellId: number;
  readonly periodId: number;
}

interface FreshColumn {
  readonly draft: ColumnDraft;
  readonly hash: Buffer;
}

/** Columns for scoring, made from the current revisions: one array of all municipalities per cell and period. */
@Injectable()
export class ObservationColumns {
  constructor(private readonly database: Database) {}

  /**
   * Rebuilds every dirty column, or those of the given cells, in one pass: one read of their revisions, one COPY of the
   * columns that changed. A column whose content stays the same keeps its id.
   *
   * @returns number of columns that changed
   */
  async refreshDirty(transaction: Transaction, cellIds: readonly number[] | null = null): Promise<number> {
    const dirty = await transaction.query<Pair>(
      `delete from dirty_column where $1::int[] is null or cell_id = any($1::int[])
       returning cell_id as "cellId", period_id as "periodId"`,
      [cellIds],
    );
    if (dirty.length === 0) return 0;
    const drafts = await this.draftsOf(transaction, dirty);
    const known = await currentHashes(transaction, dirty);
    const changed: FreshColumn[] = [];
    const breath = new Breath();
    for (const draft of drafts.values()) {
      if (breath.due) await breath.take();
      const hash = contentHash(draft.values, draft.statuses);
      if (known.get(pairKey(draft)) !== hash.toString('hex')) changed.push({ draft, hash });
    }
    if (changed.length > 0) await store(transaction, changed);
    return changed.length;
  }

  /** Number of columns that wait to be rebuilt. */
  async dirtyCount(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('select count(*)::int as count from dirty_column');
    return row?.count ?? 0;
  }

  /** The columns as last built, by cell and period. Call `refreshDirty` before, in the same transaction, to have all. */
  async current(transaction: Transaction, filter: ColumnFilter = {}): Promise<ObservationColumn[]> {
    const columns: ObservationColumn[] = [];
    const conditions = [condition('cell_id', filter.cellIds), condition('period_id', filter.periodIds)].join('');
    await copyOut(
      transaction.client,
      `copy (select o.id, o.cell_id, o.period_id, o."values", o.statuses, o.input_hash
         from (select column_id from observation_column_current where true${conditions}) as chosen
         join observation_column o on o.id = chosen.column_id
         order by o.cell_id, o.period_id) to stdout (format binary)`,
      (row) => {
        const [columnId, cellId, periodId] = [row.int8() ?? 0, row.int4() ?? 0, row.int4() ?? 0];
        const values = doublesFrom(row.bytea() ?? Buffer.alloc(0));
        const statuses = Uint8Array.from(row.bytea() ?? Buffer.alloc(0));
        columns.push({ columnId, cellId, periodId, values, statuses, hash: Buffer.from(row.bytea() ?? []) });
      },
    );
    return columns;
  }

  /** Source text of each value of a column, by municipality id; values without source are left out. */
  async sourcesFor(columnId: number): Promise<Map<number, string>> {
    const rows = await this.database.query<{ municipality: number; source: string | null }>(
      `select distinct on (r.municipality_id) r.municipality_id as municipality, s.text as source
         from observation_column c
         join observation_revision r on r.cell_id = c.cell_id and r.period_id = c.period_id and r.id <= c.newest_revision
         left join observation_source s on s.id = r.source_id and not r.withdrawn
        where c.id = $1 order by r.municipality_id, r.id desc`,
      [columnId],
    );
    return new Map(rows.flatMap(({ municipality, source }) => (source === null ? [] : [[municipality, source]])));
  }

  private async draftsOf(transaction: Transaction, dirty: readonly Pair[]): Promise<Map<number, ColumnDraft>> {
    const [row] = await transaction.query<{ units: number }>(
      'select coalesce(max(id) + 1, 0)::int as units from municipality',
    );
    const units = row?.units ?? 0;
    const drafts = new Map<number, ColumnDraft>();
    const breath = new Breath();
    for (const pair of dirty) {
      drafts.set(pairKey(pair), new ColumnDraft(pair.cellId, pair.periodId, units));
      if (breath.due) await breath.take();
    }
    await copyOut(
      transaction.client,
      `copy (select r.cell_id, r.period_id, r.municipality_id, r.id,
           case when not r.withdrawn then r.value end,
           case when r.withdrawn then 0 else r.status::int + r.quality::int * 16 end
         from observation_revision r
         join (values ${pairList(dirty)}) as dirty (c, p) on r.cell_id = c and r.period_id = p) to stdout (format binary)`,
      (revision) => {
        const draft = drafts.get(pairKey({ cellId: revision.int4() ?? 0, periodId: revision.int4() ?? 0 }));
        const [unit, id] = [revision.int4() ?? 0, revision.int8() ?? 0];
        const value = revision.float8() ?? NaN;
        draft?.take(unit, id, value, revision.int4() ?? 0);
      },
    );
    return drafts;
  }
}

/** Both ids in one number. */
function pairKey({ cellId, periodId }: Pair): number {
  return cellId * 0x1_0000_0000 + periodId;
}

/** The pairs as a list of SQL rows; whole numbers only. COPY takes no parameters. */
function pairList(pairs: readonly Pair[]): string {
  return pairs.map(({ cellId, periodId }) => `(${Math.trunc(cellId)},${Math.trunc(periodId)})`).join();
}

function condition(column: 'cell_id' | 'period_id', ids: readonly number[] | undefined): string {
  return ids === undefined ? '' : ` and ${column} = any('{${ids.map(Math.trunc).join()}}'::int[])`;
}

async function currentHashes(transaction: Transaction, pairs: readonly Pair[]): Promise<Map<number, string>> {
  const rows = await transaction.query<Pair & { hash: string }>(
    `select c.cell_id as "cellId", c.period_id as "periodId", encode(o.input_hash, 'hex') as hash
       from unnest($1::int[], $2::int[]) as dirty (cell, period)
       join observation_column_current c on c.cell_id = dirty.cell and c.period_id = dirty.period
       join observation_column o on o.id = c.column_id`,
    [pairs.map(({ cellId }) => cellId), pairs.map(({ periodId }) => periodId)],
  );
  return new Map(rows.map((row) => [pairKey(row), row.hash]));
}

async function store(transaction: Transaction, columns: readonly FreshColumn[]): Promise<void> {
  const ids = await transaction.query<{ id: string }>(
    `select nextval(pg_get_serial_sequence('observation_column', 'id')) as id from generate_series(1, $1)`,
    [columns.length],
  );
  await copyIn(
    transaction.client,
    `copy observation_column (id, cell_id, period_id, units, "values", statuses, input_hash, newest_revision)
       from stdin (format binary)`,
    breathing(
      columnRows(
        columns,
        ids.map(({ id }) => BigInt(id)),
      ),
    ),
  );
  await transaction.query(
    `insert into observation_column_current (cell_id, period_id, column_id)
       select cell, period, id from unnest($1::int[], $2::int[], $3::bigint[]) as fresh (cell, period, id)
       order by cell, period
       on conflict (cell_id, period_id) do update set column_id = excluded.column_id`,
    [columns.map(({ draft }) => draft.cellId), columns.map(({ draft }) => draft.periodId), ids.map(({ id }) => id)],
  );
}

const PART = 1 << 20;

function* columnRows(columns: readonly FreshColumn[], ids: readonly bigint[]): Generator<Buffer> {
  let rows = new BinaryRows(PART);
  for (const [index, { draft, hash }] of columns.entries()) {
    rows
      .row(8)
      .int8(ids[index] ?? 0n)
      .int4(draft.cellId)
      .int4(draft.periodId)
      .int4(draft.values.length);
    rows.bytea(bytesOf(draft.values)).bytea(draft.statuses).bytea(hash).int8(draft.newest);
    if (rows.length < PART) continue;
    yield rows.view();
    rows = new BinaryRows(PART);
  }
  yield rows.view();
}
