import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { enqueue } from '../../database/outbox.js';
import { scopeOf, type Actor } from '../../http/actor.js';
import { unprocessable } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { PeriodService } from '../../submissions/periods/period.service.js';
import { adoptedMethod } from '../methods/adopted-method.js';
import { RunRepository, type RunRecord } from './run-repository.js';

/** What is to be scored. */
export interface ScoringRequest {
  /** Codes; every period in which something changed where absent. */
  readonly periods?: readonly string[] | undefined;
  /** Score everything anew, changed or not. */
  readonly full?: boolean | undefined;
}

/** Takes requests for runs: the run and the job that carries it out come into being together. */
@Injectable()
export class RunRequests {
  constructor(
    private readonly database: Database,
    private readonly runs: RunRepository,
    private readonly periods: PeriodService,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws Problem 422 for a period that does not exist */
  async add({ periods, full = false }: ScoringRequest, actor: Actor): Promise<RunRecord> {
    const wanted = periods === undefined || periods.length === 0 ? null : [...new Set(periods)].sort();
    await this.checkPeriods(wanted ?? []);
    return this.database.transaction(async (transaction) => {
      const { version, method } = await adoptedMethod(transaction, wanted);
      const run = await this.runs.add(transaction, {
        periods: wanted,
        full,
        requestedBy: actor.via === 'system' ? null : actor.userId,
        methodVersion: version,
        method,
      });
      await enqueue(transaction, { queue: 'scoring', name: 'run', payload: { runId: run.id } });
      await this.audit.record(transaction, {
        actor,
        action: 'scoring.requested',
        subject: `scoring-run:${run.id}`,
        municipality: null,
        after: { periods: wanted, full, methodVersion: version },
      });
      return run;
    }, scopeOf(actor));
  }

  private async checkPeriods(codes: readonly string[]): Promise<void> {
    const known = new Set((await this.periods.list()).map(({ code }) => code));
    const errors = codes
      .map((code, i) => ({ code, path: `periods.${i}` }))
      .filter(({ code }) => !known.has(code))
      .map(({ code, path }) => ({
        path,
        code: 'unknown_period',
        message: { lv: `Perioda “${code}” nav.`, en: `There is no period “${code}”.` },
      }));
    if (errors.length > 0)
      throw unprocessable('unknown_period', { lv: 'Nav tāda perioda.', en: 'There is no such period.' }, errors);
  }
}
