import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { ReadingThread } from '../reading/reading-thread.js';
import { ImportRepository } from './import.repository.js';
import { ObservationImport, type ImportOutcome, type ImportProgress, type ImportWork } from './observation-import.js';

/** Carries the outcome of a dry run out of the transaction that it undoes. */
class DryRun extends Error {
  constructor(readonly outcome: ImportOutcome) {
    super('dry run');
  }
}

/** Another process has finished the same import: this one takes its work back. */
class FinishedElsewhere extends Error {}

/** What an import needs of its order, or of its record when it was queued. */
export interface CarriedOut {
  readonly file: Uint8Array;
  readonly source: string;
  readonly dryRun: boolean;
  readonly actor?: Actor;
  readonly recordedBy?: string | null;
}

/** Carries imports out: all of it or nothing. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly observations: ObservationImport,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Reads the file and imports it; a dry run reports the same and stores nothing.
   *
   * @throws UnreadableFile
   */
  async carryOut(id: string, order: CarriedOut, progress: ImportProgress): Promise<void> {
    const thread = new ReadingThread();
    try {
      const table = await thread.read(order.file, (share) => {
        progress('reading', share);
      });
      await this.perform(order, {
        table,
        importId: id,
        dryRun: order.dryRun,
        source: order.source,
        recordedBy: order.recordedBy ?? order.actor?.userId ?? null,
        judge: (series) => thread.judge(series),
        progress,
      });
    } finally {
      await thread.close();
    }
  }

  private async perform(order: CarriedOut, work: ImportWork): Promise<void> {
    try {
      await this.database.transaction(
        async (transaction) => {
          const outcome = await this.observations.perform(transaction, work);
          if (work.dryRun) throw new DryRun(outcome);
          await this.finish(transaction, work.importId, outcome);
          await this.audit.record(transaction, {
            actor: order.actor ?? null,
            action: 'import.done',
            subject: `import:${work.importId}`,
            after: { source: order.source, counts: outcome.counts, requestedBy: work.recordedBy },
          });
        },
        { wide: true },
      );
    } catch (error) {
      if (error instanceof DryRun)
        await this.database.transaction((transaction) => this.finish(transaction, work.importId, error.outcome));
      else if (!(error instanceof FinishedElsewhere)) throw error;
    }
  }

  private async finish(transaction: Transaction, id: string, outcome: ImportOutcome): Promise<void> {
    if (!(await this.imports.finish(transaction, id, outcome))) throw new FinishedElsewhere();
  }
}
