import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { SourceColumn } from '../derivation/source-column.js';
import { loadGroups, type ScoredGroup } from '../groups/group-repository.js';
import { toValues, type DerivedInput } from '../store/column-repository.js';
import { statisticsOf, type StoredScore } from './stored-score.js';

/** Up to where a run sees: scores and derived columns by its sequence, observation columns by the newest of its time. */
export interface RunHorizon {
  readonly sequence: number;
  readonly newestColumn: number;
}

interface ColumnRow {
  readonly cell_id: number;
  readonly kind: SourceColumn['kind'];
  readonly id: string;
  readonly values: Buffer;
  readonly statuses: Buffer;
  readonly hash: Buffer;
  readonly alternative: Buffer | null;
}

interface ScoreRow {
  readonly cellId: number;
  readonly n: number;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly mad: number | null;
  readonly meanAd: number | null;
  readonly places: Buffer;
}

/** What finished runs found. What it returns for a run never changes. */
@Injectable()
export class ScoreReader {
  constructor(private readonly database: Database) {}

  /** The columns of a period as a run saw them, by cell: scored ones, and what they were made of. */
  async columns({ sequence, newestColumn }: RunHorizon, periodId: number): Promise<Map<number, SourceColumn>> {
    const rows = await this.database.query<ColumnRow>(COLUMNS_OF_PERIOD, [periodId, sequence, newestColumn]);
    return new Map(rows.map((row) => [row.cell_id, columnOf(row)]));
  }

  /**
   * The stored scores of a peer group in a period.
   *
   * @param cellIds which; all where absent
   */
  async scores(
    sequence: number,
    place: { readonly periodId: number; readonly group: string },
    cellIds: readonly number[] | null = null,
  ): Promise<Map<number, StoredScore>> {
    const rows = await this.database.query<ScoreRow>(
      `select distinct on (cell_id) cell_id as "cellId", n, min, q1, median, q3, max, mean, sd, mad,
         mean_ad as "meanAd", places
       from score_column
       where period_id = $1 and peer_group = $2 and run_sequence <= $3 and ($4::integer[] is null or cell_id = any($4))
       order by cell_id, run_sequence desc`,
      [place.periodId, place.group, sequence, cellIds],
    );
    return new Map(
      rows.map(({ cellId, places, ...statistics }) => [
        cellId,
        { cellId, places, statistics: statisticsOf(statistics) },
      ]),
    );
  }

  /** The peer groups that scores are kept for in a period, in their order. */
  async groups(sequence: number, periodId: number): Promise<readonly ScoredGroup[]> {
    return (await loadGroups(this.database, sequence, [periodId])).get(periodId) ?? [];
  }

  /** Periods in which the run knows any score. */
  async periods(sequence: number): Promise<number[]> {
    const rows = await this.database.query<{ period: number }>(
      `select p.id as period from reporting_period p
       where exists (select from score_column s where s.period_id = p.id and s.run_sequence <= $1)`,
      [sequence],
    );
    return rows.map(({ period }) => period);
  }

  /** What a derived column was made from. */
  async inputs(derivedColumnId: number): Promise<readonly DerivedInput[]> {
    const [row] = await this.database.query<{ inputs: DerivedInput[] }>(
      'select inputs from derived_column where id = $1',
      [derivedColumnId],
    );
    return row?.inputs ?? [];
  }
}

function columnOf(row: ColumnRow): SourceColumn {
  return {
    kind: row.kind,
    id: Number(row.id),
    values: toValues(row.values),
    statuses: row.statuses,
    contentHash: row.hash,
    ...(row.alternative === null ? {} : { alternative: toValues(row.alternative) }),
  };
}

/**
 * Scored observation columns are named by their scores; the others (companions) are the newest that the run could see.
 */
const COLUMNS_OF_PERIOD = `
  with scored as (
    select distinct on (cell_id) cell_id, observation_column_id as id from score_column
    where period_id = $1 and peer_group = 'all' and run_sequence <= $2 order by cell_id, run_sequence desc
  ), observed as (
    select c.cell_id, coalesce(s.id, newest.id) as id
    from observation_column_current c
    left join scored s using (cell_id)
    left join lateral (
      select o.id from observation_column o
      where s.cell_id is null and o.cell_id = c.cell_id and o.period_id = $1 and o.id <= $3 order by o.id desc limit 1
    ) newest on true
    where c.period_id = $1
  )
  select o.cell_id, 'observation' as kind, o.id, o."values", o.statuses, o.input_hash as hash, null::bytea as alternative
  from observed join observation_column o on o.id = observed.id
  union all
  select * from (
    select distinct on (cell_id) cell_id, 'derived' as kind, id, "values", statuses, content_hash as hash, alternative
    from derived_column where period_id = $1 and run_sequence <= $2 order by cell_id, run_sequence desc) derived`;
