/** Columns that changed since a run last saw them. */
import type { Transaction } from '../../database/database.js';
import type { Pair } from '../model/scoring-model.js';

/** A changed column: how often it changed so far, and the hash of the state that a run saw last. */
export interface PendingColumn extends Pair {
  readonly token: string;
  /** Codes of cell and period. */
  readonly label: string;
  /** Id and hash of the column as it is now. */
  readonly columnId: string;
  readonly currentHash: Buffer;
  readonly seenHash: Buffer | null;
}

type Queries = Pick<Transaction, 'query'>;

/**
 * What changed and no run has scored yet.
 *
 * @param periods ids; all where absent
 */
export function loadPending(database: Queries, periods: readonly number[] | null): Promise<PendingColumn[]> {
  return database.query<PendingColumn>(
    `select p.cell_id as "cellId", p.period_id as "periodId", p.token, c.code || ' ' || r.code as label,
       o.id as "columnId", o.input_hash as "currentHash", seen.input_hash as "seenHash"
     from scoring_pending p
     join observation_column_current using (cell_id, period_id)
     join observation_column o on o.id = column_id
     join indicator_cell c on c.id = p.cell_id
     join reporting_period r on r.id = p.period_id
     left join observation_column seen on seen.id = p.seen_column_id
     where $1::integer[] is null or p.period_id = any($1)`,
    [periods],
  );
}

/** Strikes out what a run has scored; what changed again meanwhile stays, with the state that the run saw. */
export async function strikePending(database: Queries, pending: readonly PendingColumn[]): Promise<void> {
  if (pending.length === 0) return;
  const columns = [
    pending.map(({ cellId }) => cellId),
    pending.map(({ periodId }) => periodId),
    pending.map(({ token }) => token),
    pending.map(({ columnId }) => columnId),
  ];
  await database.query(
    `with scored as (select * from unnest($1::integer[], $2::integer[], $3::bigint[], $4::bigint[]) s (cell_id, period_id, token, column_id)),
     struck as (delete from scoring_pending p using scored s where (p.cell_id, p.period_id, p.token) = (s.cell_id, s.period_id, s.token))
     update scoring_pending p set seen_column_id = s.column_id from scored s
     where (p.cell_id, p.period_id) = (s.cell_id, s.period_id) and p.token <> s.token`,
    columns,
  );
}
