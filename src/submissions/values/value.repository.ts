import { Injectable } from '@nestjs/common';
import type { ValueStatus } from '../../core/vocabulary.js';
import type { Transaction } from '../../database/database.js';
import type { FormModule } from '../../http/actor.js';
import type { Origin, StoredValue } from './stored-value.js';

/** A value about to be written, with the module it belongs to. */
export interface ValueWrite extends StoredValue {
  readonly module: FormModule;
}

/** One state of a cell in the past. */
export interface HistoryEntry {
  readonly cell: string;
  readonly version: number;
  readonly value: number | null;
  readonly content: string | null;
  readonly status: ValueStatus;
  readonly comment: string | null;
  readonly evidence: string | null;
  readonly origin: Origin;
  readonly reason: string | null;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
  /** Name of who recorded it. */
  readonly recordedByName: string | null;
}

const COLUMNS = `cell, value, content, status, comment, evidence, origin, version, changed_at as "changedAt",
  changed_by as "changedBy"`;

const HISTORY = `select h.cell, h.version, h.value, h.content, h.status, h.comment, h.evidence, h.origin, h.reason,
    h.recorded_at as "recordedAt", h.recorded_by as "recordedBy", u.name as "recordedByName"
  from submitted_value_history h left join app_user u on u.id = h.recorded_by`;

@Injectable()
export class ValueRepository {
  async of(transaction: Transaction, submissionId: string): Promise<Map<string, StoredValue>> {
    const rows = await transaction.query<StoredValue>(
      `select ${COLUMNS} from submitted_value where submission_id = $1`,
      [submissionId],
    );
    return new Map(rows.map((row) => [row.cell, row]));
  }

  /** Writes values and their history, all in one statement; versions were checked under the lock of the module. */
  async write(
    transaction: Transaction,
    owner: { readonly submissionId: string; readonly municipality: string },
    writes: readonly ValueWrite[],
    reason: string | null = null,
  ): Promise<void> {
    if (writes.length === 0) return;
    await transaction.query(
      `with fresh as (
         select * from jsonb_to_recordset($3) as fresh (cell text, module text, value double precision, content text,
           status text, comment text, evidence text, origin text, version integer, "changedBy" uuid)
       ), kept as (
         insert into submitted_value_history (submission_id, municipality, cell, module, version, value, content, status,
             comment, evidence, origin, reason, recorded_by)
           select $1, $2, cell, module, version, value, content, status, comment, evidence, origin, $4, "changedBy"
             from fresh
       )
       insert into submitted_value as v (submission_id, municipality, cell, module, value, content, status, comment,
           evidence, origin, version, changed_by)
         select $1, $2, cell, module, value, content, status, comment, evidence, origin, version, "changedBy" from fresh
         on conflict (submission_id, cell) do update set value = excluded.value, content = excluded.content,
           status = excluded.status, comment = excluded.comment, evidence = excluded.evidence, origin = excluded.origin,
           version = excluded.version, changed_at = now(), changed_by = excluded.changed_by`,
      [owner.submissionId, owner.municipality, JSON.stringify(writes), reason],
    );
  }

  /** Every state of one cell, or of all, newest first. */
  async history(
    transaction: Transaction,
    submissionId: string,
    { cell, limit, offset }: { readonly cell?: string | undefined; readonly limit: number; readonly offset: number },
  ): Promise<{ readonly items: HistoryEntry[]; readonly total: number }> {
    const where = 'where h.submission_id = $1 and ($2::text is null or h.cell = $2)';
    const items = await transaction.query<HistoryEntry>(`${HISTORY} ${where} order by h.id desc limit $3 offset $4`, [
      submissionId,
      cell ?? null,
      limit,
      offset,
    ]);
    const [count] = await transaction.query<{ total: number }>(
      `select count(*)::int as total from submitted_value_history h ${where}`,
      [submissionId, cell ?? null],
    );
    return { items, total: count?.total ?? 0 };
  }

  /** The state of a cell at a version. */
  async at(
    transaction: Transaction,
    submissionId: string,
    cell: string,
    version: number,
  ): Promise<HistoryEntry | undefined> {
    const rows = await transaction.query<HistoryEntry>(
      `${HISTORY} where h.submission_id = $1 and h.cell = $2 and h.version = $3`,
      [submissionId, cell, version],
    );
    return rows[0];
  }
}
