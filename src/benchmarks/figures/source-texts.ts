import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../database/database.js';
import type { EditionView } from '../editions/edition-view.js';
import { FigureStore } from './figure-store.js';
import type { PeriodFigures } from './period-figures.js';

/** Where a reported value came from and when it was recorded. */
export interface ValueOrigin {
  readonly source: string | null;
  readonly recordedAt: Date;
  readonly reason: string | null;
  /** Id of the revision. */
  readonly revision: string;
}

/** Sources of values, by place in the unit order. */
export type Sources = ReadonlyMap<number, string>;

/** Where values came from: of a computed value, the sources of everything it was made of. */
@Injectable()
export class SourceTexts {
  private readonly known = new LRUCache<string, Promise<Sources>>({ max: 2000 });

  constructor(
    private readonly database: Database,
    private readonly store: FigureStore,
  ) {}

  /** Sources of a column of a view, several ones joined by "; ". */
  async ofCell(view: EditionView, cellId: number, periodId: number): Promise<Sources> {
    const columns = await this.reportedColumns(view, cellId, periodId);
    const key = columns.join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = this.read(columns);
    this.known.set(key, made);
    made.catch(() => this.known.delete(key));
    return made;
  }

  /** Sources of all values of one unit in a period, by cell; of a computed one those of all it was made of. */
  async ofUnit(view: EditionView, periodId: number, unit: number): Promise<(cellId: number) => string | null> {
    const figures = await this.store.period(view, periodId);
    const ids = figures?.observationIds() ?? [];
    const origins = await this.origins(ids.map((columnId) => ({ columnId, unit })));
    const byColumn = new Map(ids.map((columnId, i) => [columnId, origins[i]?.source ?? null]));
    return (cellId) => {
      const texts = this.reportedIn(view, figures, cellId).map((columnId) => byColumn.get(columnId) ?? null);
      return [...new Set(texts.filter((text) => text !== null))].sort().join('; ') || null;
    };
  }

  /** Origins of single values. */
  async origins(
    keys: readonly { readonly columnId: number; readonly unit: number }[],
  ): Promise<(ValueOrigin | null)[]> {
    if (keys.length === 0) return [];
    type Row = { readonly [Key in keyof ValueOrigin]: ValueOrigin[Key] | null };
    const rows = await this.database.query<Row>(
      `select r.id as revision, s.text as source, r.recorded_at as "recordedAt", r.reason
       from unnest($1::bigint[], $2::integer[]) with ordinality as k (column_id, unit, place)
       left join observation_column c on c.id = k.column_id
       left join lateral (select * from observation_revision o
         where (o.cell_id, o.period_id, o.municipality_id) = (c.cell_id, c.period_id, k.unit)
           and o.id <= c.newest_revision order by o.id desc limit 1) r on true
       left join observation_source s on s.id = r.source_id
       order by k.place`,
      [keys.map(({ columnId }) => columnId), keys.map(({ unit }) => unit)],
    );
    return rows.map(({ source, reason, revision, recordedAt }) =>
      revision === null || recordedAt === null ? null : { source, reason, revision, recordedAt },
    );
  }

  /** Ids of the observation columns that a cell's values come from. */
  private async reportedColumns(view: EditionView, cellId: number, periodId: number): Promise<number[]> {
    return this.reportedIn(view, await this.store.period(view, periodId), cellId);
  }

  private reportedIn(view: EditionView, figures: PeriodFigures | undefined, cellId: number): number[] {
    const code = view.model.codeOf(cellId);
    const leaves = view.disclosure.get(code)?.leaves ?? [];
    const codes = leaves.length === 0 ? [code] : leaves;
    const columns = codes.map((leaf) => figures?.get(view.model.idOf(leaf) ?? -1));
    return columns.flatMap((column) => (column?.kind === 'observation' ? [column.id] : [])).sort((a, b) => a - b);
  }

  private async read(columns: readonly number[]): Promise<Sources> {
    if (columns.length === 0) return new Map();
    const rows = await this.database.query<{ unit: number; sources: string }>(
      `select unit, string_agg(distinct text, '; ' order by text) as sources from (
         select distinct on (c.id, r.municipality_id) r.municipality_id as unit, s.text
         from observation_column c
         join observation_revision r on r.cell_id = c.cell_id and r.period_id = c.period_id and r.id <= c.newest_revision
         left join observation_source s on s.id = r.source_id and not r.withdrawn
         where c.id = any($1) order by c.id, r.municipality_id, r.id desc) newest
       where text is not null group by unit`,
      [columns],
    );
    return new Map(rows.map(({ unit, sources }) => [unit, sources]));
  }
}
