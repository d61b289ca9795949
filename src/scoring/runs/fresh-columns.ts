import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { ObservationColumns } from '../../observations/columns/observation-columns.js';
import { takeRecomputeLock } from './recompute-lock.js';

/** Brings the columns of the observations up to date before a run, in a short transaction of its own. */
@Injectable()
export class FreshColumns {
  constructor(
    private readonly database: Database,
    private readonly columns: ObservationColumns,
  ) {}

  /** @returns number of columns that changed */
  async refresh(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      await takeRecomputeLock(transaction);
      return this.columns.refreshDirty(transaction);
    });
  }
}
