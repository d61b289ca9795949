import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import { CatalogueService } from '../../indicators/catalogue.service.js';
import { ScoreReader } from '../../scoring/reading/score-reader.js';
import type { RunRecord } from '../../scoring/runs/run-repository.js';
import { columnChanges, type ColumnChange } from './edition-changes.js';
import { EditionRepository, type EditionChange, type EditionRecord } from './edition.repository.js';
import { PublishedRuns } from './published-runs.js';

/** The public list of corrections: every value that differs from what was published before, and why. */
@Injectable()
export class ChangeList {
  constructor(
    private readonly reader: ScoreReader,
    private readonly runs: PublishedRuns,
    private readonly editions: EditionRepository,
    private readonly catalogues: CatalogueService,
  ) {}

  /**
   * What publishing the periods of a run would change. A period that was never published changes nothing.
   *
   * @param before the editions so far, newest first
   */
  async since(
    transaction: Transaction,
    { run, periodIds }: { readonly run: RunRecord; readonly periodIds: readonly number[] },
    before: readonly EditionRecord[],
  ): Promise<EditionChange[]> {
    const changes: EditionChange[] = [];
    for (const periodId of periodIds) {
      const previous = before.find((edition) => edition.periodIds.includes(periodId));
      if (previous === undefined || previous.runId === run.id) continue;
      const was = await this.reader.columns(this.runs.horizon(await this.runs.byId(previous.runId)), periodId);
      const is = await this.reader.columns(this.runs.horizon(run), periodId);
      const found = await this.withoutComponents(columnChanges(was, is));
      changes.push(...(await this.explained(transaction, found, { periodId, previousEdition: previous.id })));
    }
    return changes;
  }

  /** Parts of a composite index are no values of their own. */
  private async withoutComponents(changes: readonly ColumnChange[]): Promise<ColumnChange[]> {
    const active = await this.catalogues.active();
    const role = (cellId: number) => active.compiled.cell(active.identityById(cellId)?.code ?? '')?.role;
    return changes.filter(({ cellId }) => role(cellId) !== 'component');
  }

  private async explained(
    transaction: Transaction,
    changes: readonly ColumnChange[],
    place: { readonly periodId: number; readonly previousEdition: string },
  ): Promise<EditionChange[]> {
    const reported = changes.filter(({ after }) => after?.kind === 'observation');
    const reasons = await this.editions.reasons(
      transaction,
      reported.map(({ after, unit }) => ({ columnId: after?.id ?? 0, municipalityId: unit })),
    );
    const byChange = new Map(reported.map((change, i) => [change, reasons[i]]));
    return changes.map((change) => ({
      cellId: change.cellId,
      municipalityId: change.unit,
      ...place,
      oldValue: change.oldValue,
      oldStatus: change.oldStatus,
      newValue: change.newValue,
      newStatus: change.newStatus,
      reason: byChange.get(change)?.reason ?? null,
      source: byChange.get(change)?.source ?? null,
      recordedAt: byChange.get(change)?.recordedAt ?? null,
    }));
  }
}
