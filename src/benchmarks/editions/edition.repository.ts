import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';

export type EditionKind = 'provisional' | 'final' | 'revised';
export const EDITION_KINDS: readonly EditionKind[] = ['provisional', 'final', 'revised'];

/** A published state of the figures. Never changes. */
export interface EditionRecord {
  readonly id: string;
  /** Order of publication, from 1. */
  readonly position: number;
  readonly runId: string;
  /** Sequence of the run. */
  readonly sequence: number;
  readonly kind: EditionKind;
  readonly periodIds: readonly number[];
  readonly publishedAt: Date;
  readonly publishedByName: string;
  readonly note: string | null;
  /** Whether any of its figures is made up. */
  readonly sample: boolean;
}

/** A value that differs from the edition before. */
export interface EditionChange {
  readonly cellId: number;
  readonly periodId: number;
  readonly municipalityId: number;
  readonly previousEdition: string;
  readonly oldValue: number | null;
  readonly oldStatus: number;
  readonly newValue: number | null;
  readonly newStatus: number;
  /** Why a reported value was changed, as its author wrote; null for a computed one. */
  readonly reason: string | null;
  readonly source: string | null;
  readonly recordedAt: Date | null;
}

export type NewEdition = Omit<EditionRecord, 'sequence' | 'publishedAt'> & { readonly publishedBy: string | null };

const COLUMNS = `e.id, e.position, e.run_id as "runId", r.sequence, e.kind, e.period_ids as "periodIds",
  e.published_at as "publishedAt", e.published_by_name as "publishedByName", e.note, e.sample`;
const FROM = 'from edition e join scoring_run r on r.id = e.run_id';
const PUBLISH_LOCK = 4_201_600;

type Queries = Pick<Transaction, 'query'>;

@Injectable()
export class EditionRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async all(queries: Queries = this.database): Promise<EditionRecord[]> {
    return queries.query<EditionRecord>(`select ${COLUMNS} ${FROM} order by e.position desc`);
  }

  /** One publication at a time. */
  async lock(transaction: Queries): Promise<void> {
    await transaction.query('select pg_advisory_xact_lock($1)', [PUBLISH_LOCK]);
  }

  async add(transaction: Queries, edition: NewEdition): Promise<void> {
    await transaction.query(
      `insert into edition (id, position, run_id, kind, period_ids, published_by, published_by_name, note, sample)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        edition.id,
        edition.position,
        edition.runId,
        edition.kind,
        edition.periodIds,
        edition.publishedBy,
        edition.publishedByName,
        edition.note,
        edition.sample,
      ],
    );
  }

  async addChanges(transaction: Queries, editionId: string, changes: readonly EditionChange[]): Promise<void> {
    if (changes.length === 0) return;
    await transaction.query(
      `insert into edition_change (edition_id, cell_id, period_id, municipality_id, previous_edition_id, old_value,
         old_status, new_value, new_status, reason, source, recorded_at)
       select $1, c."cellId", c."periodId", c."municipalityId", c."previousEdition", c."oldValue", c."oldStatus",
         c."newValue", c."newStatus", c.reason, c.source, c."recordedAt"
       from jsonb_to_recordset($2) as c ("cellId" integer, "periodId" integer, "municipalityId" integer,
         "previousEdition" text, "oldValue" double precision, "oldStatus" smallint, "newValue" double precision,
         "newStatus" smallint, reason text, source text, "recordedAt" timestamptz)`,
      [editionId, JSON.stringify(changes)],
    );
  }

  /** Changes of an edition by period, indicator and municipality. */
  async changes(editionId: string): Promise<EditionChange[]> {
    return this.database.query<EditionChange>(
      `select cell_id as "cellId", period_id as "periodId", municipality_id as "municipalityId",
         previous_edition_id as "previousEdition", old_value as "oldValue", old_status as "oldStatus",
         new_value as "newValue", new_status as "newStatus", reason, source, recorded_at as "recordedAt"
       from edition_change where edition_id = $1 order by period_id, cell_id, municipality_id`,
      [editionId],
    );
  }

  /** Of these editions and periods, those in which a cell has scores, as `position period`. */
  async holding(cellId: number, editions: readonly EditionRecord[]): Promise<ReadonlySet<string>> {
    const places = editions.flatMap(({ position, sequence, periodIds }) =>
      periodIds.map((periodId) => ({ position, sequence, periodId })),
    );
    const rows = await this.database.query<{ place: string }>(
      `select position || ' ' || period as place
       from unnest($2::integer[], $3::integer[], $4::integer[]) as wanted (position, sequence, period)
       where exists (select from score_column s where s.period_id = period and s.peer_group = 'all'
         and s.cell_id = $1 and s.run_sequence <= sequence)`,
      [
        cellId,
        places.map(({ position }) => position),
        places.map(({ sequence }) => sequence),
        places.map(({ periodId }) => periodId),
      ],
    );
    return new Set(rows.map(({ place }) => place));
  }

  /** Whether any value of these periods comes from a source. */
  async usesSource(transaction: Queries, source: string, periodIds: readonly number[]): Promise<boolean> {
    const [row] = await transaction.query<{ used: boolean }>(
      `select exists (select from observation_revision
         where source_id = (select id from observation_source where text = $1) and period_id = any($2)) as used`,
      [source, periodIds],
    );
    return row?.used ?? false;
  }

  /** Why reported values are as they are: the newest revision of each that an observation column holds. */
  async reasons(
    transaction: Queries,
    keys: readonly { readonly columnId: number; readonly municipalityId: number }[],
  ): Promise<{ reason: string | null; source: string | null; recordedAt: Date | null }[]> {
    if (keys.length === 0) return [];
    return transaction.query(
      `select r.reason, s.text as source, r.recorded_at as "recordedAt"
       from unnest($1::bigint[], $2::integer[]) with ordinality as k (column_id, municipality_id, place)
       join observation_column c on c.id = k.column_id
       left join lateral (
         select * from observation_revision o
         where o.cell_id = c.cell_id and o.period_id = c.period_id and o.municipality_id = k.municipality_id
           and o.id <= c.newest_revision order by o.id desc limit 1) r on true
       left join observation_source s on s.id = r.source_id
       order by k.place`,
      [keys.map(({ columnId }) => columnId), keys.map(({ municipalityId }) => municipalityId)],
    );
  }
}
