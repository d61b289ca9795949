import { Injectable } from '@nestjs/common';
import { copyIn } from '../../database/binary-copy.js';
import { Database, type Transaction } from '../../database/database.js';
import { observationStatusOf, statusByte, valueStatusOf } from '../../core/value-status.js';
import type { ObservationStatus, ValueStatus } from '../../core/vocabulary.js';
import { Breath, breathing } from '../breath.js';
import { COPY_REVISIONS, revisionRows, type RevisionBatch, type RevisionOrigin } from './revision-rows.js';

/** Where one value stands. */
export interface ObservationKey {
  readonly cellId: number;
  readonly municipalityId: number;
  readonly periodId: number;
}

/** One value to be recorded. */
export interface NewRevision extends ObservationKey {
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly quality?: ObservationStatus;
  readonly sourceId?: number | null;
}

/** One state of a value, with where it came from. */
export interface Revision {
  readonly id: string;
  readonly value: number | null;
  readonly status: ValueStatus;
  readonly quality: ObservationStatus;
  readonly withdrawn: boolean;
  readonly source: string | null;
  readonly importId: string | null;
  readonly submissionId: string | null;
  readonly reason: string | null;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
}

/** What became of the values of an import when it was undone. */
export interface UndoCounts {
  readonly restored: number;
  readonly withdrawn: number;
  /** Values that were changed again since; they stay as they are. */
  readonly kept: number;
}

/** One writer of revisions at a time, so that ids follow the order of commits. */
const WRITE_LOCK = 4_201_401;
export const UNDO_REASON = 'import undone';

/** The append-only record of all observations. Every write marks its columns as dirty in the same transaction. */
@Injectable()
export class ObservationRevisions {
  constructor(private readonly database: Database) {}

  /** Waits until no other transaction writes observations; held until the end of this one. */
  async lock(transaction: Transaction): Promise<void> {
    await transaction.query('select pg_advisory_xact_lock($1)', [WRITE_LOCK]);
  }

  /** Appends a batch and marks its columns as dirty. */
  async append(transaction: Transaction, batch: RevisionBatch, origin: RevisionOrigin): Promise<void> {
    if (batch.length === 0) return;
    await this.lock(transaction);
    await copyIn(transaction.client, COPY_REVISIONS, breathing(revisionRows(batch, origin)));
    await this.markDirty(transaction, batch);
  }

  /** The same for a few values, such as those of an accepted submission. */
  async appendAll(transaction: Transaction, revisions: readonly NewRevision[], origin: RevisionOrigin): Promise<void> {
    await this.append(transaction, batchOf(revisions), origin);
  }

  /** Ids of source texts; those that are new are added. */
  async sourceIds(transaction: Transaction, texts: readonly string[]): Promise<Map<string, number>> {
    const wanted = [...new Set(texts)];
    if (wanted.length === 0) return new Map();
    await transaction.query(
      'insert into observation_source (text) select unnest($1::text[]) on conflict (text) do nothing',
      [wanted],
    );
    const rows = await transaction.query<{ id: number; text: string }>(
      'select id, text from observation_source where text = any($1::text[])',
      [wanted],
    );
    return new Map(rows.map(({ id, text }) => [text, id]));
  }

  /** Every state of a value, newest first. */
  async revisionsOf({ cellId, municipalityId, periodId }: ObservationKey): Promise<Revision[]> {
    const rows = await this.database.query<RevisionRow>(
      `select r.id, r.value, r.status, r.quality, r.withdrawn, s.text as source, r.import_id, r.submission_id, r.reason,
              r.recorded_at, r.recorded_by
         from observation_revision r left join observation_source s on s.id = r.source_id
        where r.cell_id = $1 and r.period_id = $2 and r.municipality_id = $3 order by r.id desc`,
      [cellId, periodId, municipalityId],
    );
    return rows.map(revisionOf);
  }

  /**
   * Takes an import back by further revisions: each value that is still as the import left it gets the state it had
   * before, or is withdrawn where there was none.
   */
  async undo(transaction: Transaction, importId: string, recordedBy: string | null): Promise<UndoCounts> {
    await this.lock(transaction);
    const [counts] = await transaction.query<{ restored: number; withdrawn: number; total: number }>(UNDO, [
      importId,
      recordedBy,
      UNDO_REASON,
    ]);
    const { restored = 0, withdrawn = 0, total = 0 } = counts ?? {};
    return { restored, withdrawn, kept: total - restored - withdrawn };
  }

  private async markDirty(transaction: Transaction, batch: RevisionBatch): Promise<void> {
    const keys = await columnKeys(batch);
    await transaction.query(
      `insert into dirty_column (cell_id, period_id)
         select cell, period from unnest($1::int[], $2::int[]) as dirty (cell, period) order by cell, period
         on conflict (cell_id, period_id) do update set since = dirty_column.since`,
      [keys.map((key) => Math.floor(key / 0x1_0000_0000)), keys.map((key) => key % 0x1_0000_0000)],
    );
  }
}

/** Every column of the batch once, cell and period in one number. */
async function columnKeys({ length, cells, periods }: RevisionBatch): Promise<number[]> {
  const keys = new Set<number>();
  const breath = new Breath();
  for (let row = 0; row < length; row++) {
    if (row > 0 && cells[row] === cells[row - 1] && periods[row] === periods[row - 1]) continue;
    keys.add((cells[row] ?? 0) * 0x1_0000_0000 + (periods[row] ?? 0));
    if (breath.due) await breath.take();
  }
  return [...keys];
}

/** The dirty row is touched even where it stands already: a rebuild under way then waits for this transaction. */
const UNDO = `
  with mine as (
    select distinct cell_id, period_id, municipality_id from observation_revision where import_id = $1
  ), newest as (
    select m.*, n.id, n.import_id from mine m cross join lateral (
      select id, import_id from observation_revision r
       where (r.cell_id, r.period_id, r.municipality_id) = (m.cell_id, m.period_id, m.municipality_id)
       order by id desc limit 1) n
  ), added as (
    insert into observation_revision (cell_id, municipality_id, period_id, value, status, quality, source_id, import_id,
                                      submission_id, reason, recorded_by, withdrawn)
    select n.cell_id, n.municipality_id, n.period_id, b.value, coalesce(b.status, 0), coalesce(b.quality, 0), b.source_id,
           $1, b.submission_id, $3, $2, coalesce(b.withdrawn, true)
      from newest n left join lateral (
        select * from observation_revision r
         where (r.cell_id, r.period_id, r.municipality_id) = (n.cell_id, n.period_id, n.municipality_id)
           and r.import_id is distinct from $1
         order by id desc limit 1) b on true
     where n.import_id = $1
    returning cell_id, period_id, withdrawn
  ), marked as (
    insert into dirty_column (cell_id, period_id)
      select distinct cell_id, period_id from added order by cell_id, period_id
      on conflict (cell_id, period_id) do update set since = dirty_column.since
  )
  select (select count(*)::int from added where not withdrawn) as restored,
         (select count(*)::int from added where withdrawn) as withdrawn,
         (select count(*)::int from mine) as total`;

interface RevisionRow {
  readonly id: string;
  readonly value: number | null;
  readonly status: number;
  readonly quality: number;
  readonly withdrawn: boolean;
  readonly source: string | null;
  readonly import_id: string | null;
  readonly submission_id: string | null;
  readonly reason: string | null;
  readonly recorded_at: Date;
  readonly recorded_by: string | null;
}

function revisionOf(row: RevisionRow): Revision {
  const byte = row.status | (row.quality << 4);
  return {
    id: row.id,
    value: row.value,
    status: valueStatusOf(byte),
    quality: observationStatusOf(byte),
    withdrawn: row.withdrawn,
    source: row.source,
    importId: row.import_id,
    submissionId: row.submission_id,
    reason: row.reason,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  };
}

function batchOf(revisions: readonly NewRevision[]): RevisionBatch {
  return {
    length: revisions.length,
    cells: Int32Array.from(revisions, ({ cellId }) => cellId),
    municipalities: Int32Array.from(revisions, ({ municipalityId }) => municipalityId),
    periods: Int32Array.from(revisions, ({ periodId }) => periodId),
    values: Float64Array.from(revisions, ({ value }) => value ?? NaN),
    statuses: Uint8Array.from(revisions, ({ status, quality }) => statusByte(status, quality)),
    sources: Int32Array.from(revisions, ({ sourceId }) => sourceId ?? 0),
  };
}
