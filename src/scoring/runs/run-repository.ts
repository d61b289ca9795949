import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { ScoringMethod } from '../method.js';
import { SoftwareVersion } from '../software-version.js';

export type RunState = 'queued' | 'running' | 'done' | 'failed';

/** A scoring run as it is kept; what is not known yet is null. */
export interface RunRecord {
  readonly id: string;
  /** Place among the finished runs; what a run found is what was stored up to here. */
  readonly sequence: number | null;
  readonly state: RunState;
  /** Codes; null: every period in which something changed. */
  readonly periods: readonly string[] | null;
  readonly full: boolean;
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly methodVersion: string;
  readonly method: ScoringMethod;
  /** Id of the version of each catalogue. */
  readonly catalogues: Readonly<Record<string, number>>;
  readonly softwareVersion: string;
  readonly inputHash: Buffer | null;
  readonly resultHash: Buffer | null;
  /** The newest observation column that the run could see. */
  readonly newestColumn: number | null;
  readonly progressDone: number;
  readonly progressTotal: number;
  readonly columnsRecomputed: number | null;
  readonly columnsReused: number | null;
  /** Code of what went wrong. */
  readonly failure: string | null;
}

/** A run that is asked for. */
export interface NewRun {
  readonly periods: readonly string[] | null;
  readonly full: boolean;
  readonly requestedBy: string | null;
  readonly methodVersion: string;
  readonly method: ScoringMethod;
}

/** What a finished run leaves behind. */
export interface FinishedRun {
  readonly sequence: number;
  readonly catalogues: Readonly<Record<string, number>>;
  readonly inputHash: Buffer;
  readonly resultHash: Buffer;
  readonly columnsRecomputed: number;
  readonly columnsReused: number;
}

const COLUMNS = `id, sequence, state, periods, full_recompute as "full", requested_by as "requestedBy",
  requested_at as "requestedAt", started_at as "startedAt", finished_at as "finishedAt",
  method_version as "methodVersion", method, catalogues, software_version as "softwareVersion",
  input_hash as "inputHash", result_hash as "resultHash",
  newest_column_id::double precision as "newestColumn", progress_done as "progressDone",
  progress_total as "progressTotal", columns_recomputed as "columnsRecomputed", columns_reused as "columnsReused", failure`;

type Queries = Pick<Transaction, 'query'>;

@Injectable()
export class RunRepository {
  constructor(
    private readonly database: Database,
    private readonly version: SoftwareVersion,
  ) {}

  async add(transaction: Queries, run: NewRun): Promise<RunRecord> {
    const rows = await transaction.query<RunRecord>(
      `insert into scoring_run (periods, full_recompute, requested_by, method_version, method, software_version)
       values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
      [run.periods, run.full, run.requestedBy, run.methodVersion, JSON.stringify(run.method), this.version.text],
    );
    const [added] = rows;
    if (added === undefined) throw new Error('The run was not stored.');
    return added;
  }

  async bySequence(sequence: number): Promise<RunRecord | undefined> {
    return (
      await this.database.query<RunRecord>(`select ${COLUMNS} from scoring_run where sequence = $1`, [sequence])
    )[0];
  }

  async byId(id: string): Promise<RunRecord | undefined> {
    return (await this.database.query<RunRecord>(`select ${COLUMNS} from scoring_run where id = $1`, [id]))[0];
  }

  /** Newest first. */
  async page(offset: number, limit: number): Promise<{ readonly runs: RunRecord[]; readonly total: number }> {
    const [runs, [count]] = await Promise.all([
      this.database.query<RunRecord>(
        `select ${COLUMNS} from scoring_run order by requested_at desc, id limit $1 offset $2`,
        [limit, offset],
      ),
      this.database.query<{ total: number }>('select count(*)::integer as total from scoring_run'),
    ]);
    return { runs, total: count?.total ?? 0 };
  }

  /** The finished run whose scores are the newest. */
  async newestDone(queries: Queries = this.database): Promise<RunRecord | undefined> {
    return (
      await queries.query<RunRecord>(
        `select ${COLUMNS} from scoring_run where sequence is not null order by sequence desc limit 1`,
      )
    )[0];
  }

  /** Marks the run as being worked on; undefined where it is finished, or never was. */
  async begin(id: string): Promise<RunRecord | undefined> {
    const rows = await this.database.query<RunRecord>(
      `update scoring_run set state = 'running', started_at = coalesce(started_at, now()), progress_done = 0
       where id = $1 and state in ('queued', 'running') returning ${COLUMNS}`,
      [id],
    );
    return rows[0];
  }

  /** Whether the run is still to be done, read under the recompute lock: a second delivery finds it finished. */
  async isUnderWay(transaction: Queries, id: string): Promise<boolean> {
    const rows = await transaction.query(`select 1 from scoring_run where id = $1 and state = 'running'`, [id]);
    return rows.length > 0;
  }

  async progress(id: string, done: number, total: number): Promise<void> {
    await this.database.query(
      `update scoring_run set progress_done = $2, progress_total = $3 where id = $1 and state = 'running'`,
      [id, done, total],
    );
  }

  /** Closes the run inside the transaction of its scores. */
  async finish(transaction: Queries, id: string, finished: FinishedRun): Promise<void> {
    const rows = await transaction.query(
      `update scoring_run set state = 'done', sequence = $2, catalogues = $3, input_hash = $4, result_hash = $5,
         columns_recomputed = $6, columns_reused = $7,
         newest_column_id = (select coalesce(max(id), 0) from observation_column), finished_at = clock_timestamp(),
         progress_done = greatest(progress_total, 1), progress_total = greatest(progress_total, 1)
       where id = $1 and state = 'running' returning id`,
      [
        id,
        finished.sequence,
        JSON.stringify(finished.catalogues),
        finished.inputHash,
        finished.resultHash,
        finished.columnsRecomputed,
        finished.columnsReused,
      ],
    );
    if (rows.length === 0) throw new Error(`The run ${id} is not under way.`);
  }

  async fail(id: string, failure: string): Promise<void> {
    await this.database.query(
      `update scoring_run set state = 'failed', failure = $2, finished_at = clock_timestamp()
       where id = $1 and state in ('queued', 'running')`,
      [id, failure.slice(0, 500)],
    );
  }
}
