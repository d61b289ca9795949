import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { observationStatusOf, valueStatusOf } from '../../core/value-status.js';
import type { ObservationStatus } from '../../core/vocabulary.js';
import { Database, type Transaction } from '../../database/database.js';
import { enqueue } from '../../database/outbox.js';
import type { ActiveCatalogues } from '../../indicators/active-catalogues.js';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import {
  ObservationRecord,
  type AcceptedValue,
  type Acceptance,
  type PeriodColumns,
} from '../../submissions/values/observation-record.js';
import type { RecordedValue } from '../../submissions/values/stored-value.js';
import { ObservationColumns } from '../columns/observation-columns.js';
import { ObservationRevisions, type NewRevision } from '../revisions/observation-revisions.js';

interface CurrentRow {
  readonly cell: number;
  readonly value: number | null;
  readonly status: number;
  readonly quality: number;
  readonly source: string | null;
}

interface OnRecord extends RecordedValue {
  readonly quality: ObservationStatus;
}

/** What the yearly collection reads from the record, and how its accepted values get there. */
@Injectable()
export class SubmittedObservations extends ObservationRecord {
  private readonly columnsByPeriod = new LRUCache<string, PeriodColumns>({ max: 4 });

  constructor(
    private readonly database: Database,
    private readonly catalogues: CatalogueService,
    private readonly revisions: ObservationRevisions,
    private readonly columns: ObservationColumns,
  ) {
    super();
  }

  async valuesOf(
    transaction: Transaction,
    municipalityId: number,
    periodId: number,
  ): Promise<ReadonlyMap<string, RecordedValue>> {
    return this.current(transaction, municipalityId, periodId, await this.catalogues.active());
  }

  async columnsOf(periodId: number): Promise<PeriodColumns> {
    const [row] = await this.database.query<{ newest: string | null }>(
      'select max(column_id) as newest from observation_column_current where period_id = $1',
      [periodId],
    );
    const key = `${periodId}:${row?.newest ?? ''}`;
    const known = this.columnsByPeriod.get(key);
    if (known !== undefined) return known;
    const catalogues = await this.catalogues.active();
    const columns = await this.database.transaction((tx) => this.columns.current(tx, { periodIds: [periodId] }));
    const byKey = new Map(
      columns.flatMap(({ cellId, values }): [string, Float64Array][] => {
        const code = catalogues.identityById(cellId)?.code;
        return code === undefined ? [] : [[code, values]];
      }),
    );
    this.columnsByPeriod.set(key, byKey);
    return byKey;
  }

  async accept(transaction: Transaction, values: readonly AcceptedValue[], acceptance: Acceptance): Promise<number> {
    const { municipalityId, periodId, submissionId, reason, acceptedBy } = acceptance;
    const catalogues = await this.catalogues.active();
    await this.revisions.lock(transaction);
    const known = await this.current(transaction, municipalityId, periodId, catalogues);
    const changed = values.flatMap((accepted): NewRevision[] => {
      const cellId = catalogues.identity(accepted.cell)?.id;
      if (cellId === undefined || isSame(known.get(accepted.cell), accepted)) return [];
      const { value, status, quality } = accepted;
      return [{ cellId, municipalityId, periodId, value, status, quality }];
    });
    if (changed.length === 0) return 0;
    await this.revisions.appendAll(transaction, changed, { submissionId, reason, recordedBy: acceptedBy });
    await enqueue(transaction, { queue: 'scoring', name: 'accepted', payload: { submissionId, periodId } });
    return changed.length;
  }

  private async current(
    transaction: Transaction,
    municipalityId: number,
    periodId: number,
    catalogues: ActiveCatalogues,
  ): Promise<Map<string, OnRecord>> {
    const rows = await transaction.query<CurrentRow>(CURRENT, [
      catalogues.cells.map(({ id }) => id),
      periodId,
      municipalityId,
    ]);
    return new Map(
      rows.flatMap((row): [string, OnRecord][] => {
        const code = catalogues.identityById(row.cell)?.code;
        const byte = row.status | (row.quality << 4);
        const { value, source } = row;
        const states = { status: valueStatusOf(byte), quality: observationStatusOf(byte) };
        return code === undefined ? [] : [[code, { value, source, ...states }]];
      }),
    );
  }
}

/** One look into the index for each cell. */
const CURRENT = `
  select c.cell, newest.value, newest.status, newest.quality, s.text as source
    from unnest($1::int[]) as c (cell)
    cross join lateral (
      select value, status, quality, source_id, withdrawn from observation_revision r
       where r.cell_id = c.cell and r.period_id = $2 and r.municipality_id = $3
       order by id desc limit 1) newest
    left join observation_source s on s.id = newest.source_id
   where not newest.withdrawn`;

/** A provisional value that is accepted again stays as it is; publication alone changes its quality. */
function isSame(known: OnRecord | undefined, { value, status, quality }: AcceptedValue): boolean {
  return known?.value === value && known.status === status && (known.quality === quality || quality === 'revised');
}
