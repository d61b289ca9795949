import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { conflict, type Problem } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { ObservationRevisions, type UndoCounts } from '../revisions/observation-revisions.js';
import { noImport } from './import.service.js';
import type { ImportRecord } from './import-record.js';
import { ImportRepository } from './import.repository.js';

/** Takes imports back. */
@Injectable()
export class ImportUndo {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly revisions: ObservationRevisions,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Takes an import back; values that were changed again since stay.
   *
   * @throws Problem 404, 409 where there is nothing to take back
   */
  async undo(id: string, actor: Actor): Promise<{ record: ImportRecord; counts: UndoCounts }> {
    return this.database.transaction(async (transaction) => {
      const before = (await this.imports.forChange(transaction, id)) ?? noImport();
      if (before.state !== 'done' || before.dryRun) throw notUndoable(before);
      const counts = await this.revisions.undo(transaction, id, actor.userId);
      const record = (await this.imports.markUndone(transaction, id, actor)) ?? noImport();
      await this.audit.record(transaction, { actor, action: 'import.undone', subject: `import:${id}`, after: counts });
      return { record, counts };
    }, scopeOf(actor));
  }
}

function notUndoable({ state, dryRun }: ImportRecord): Problem {
  return conflict(
    'import_not_undoable',
    dryRun
      ? { lv: 'Izmēģinājuma ievešana neko nemainīja.', en: 'A dry run changed nothing.' }
      : { lv: 'Atsaukt var tikai pabeigtu ievešanu.', en: 'Only a finished import can be undone.' },
    { state },
  );
}
