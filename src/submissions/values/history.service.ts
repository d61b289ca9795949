import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { offsetOf } from '../../http/paging.js';
import type { HistoryQuery } from '../dto/value.view.js';
import { SubmissionRepository } from '../submission.repository.js';
import { noSubmission } from '../submission-problems.js';
import { ValueRepository, type HistoryEntry } from './value.repository.js';

/** Every state of every value. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    private readonly values: ValueRepository,
  ) {}

  /** Newest first. @throws Problem 404 */
  async of(
    actor: Actor,
    id: string,
    query: HistoryQuery,
  ): Promise<{ readonly items: HistoryEntry[]; readonly total: number }> {
    return this.database.transaction(async (transaction) => {
      if ((await this.submissions.byId(transaction, id)) === undefined) throw noSubmission();
      return this.values.history(transaction, id, { cell: query.cell, limit: query.perPage, offset: offsetOf(query) });
    }, scopeOf(actor));
  }
}
