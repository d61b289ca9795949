import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import { isLps, scopeOf, type Actor, type FormModule } from '../../http/actor.js';
import { unprocessable } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { ApprovalRepository, type CorrectionRecord } from '../actions/approval.repository.js';
import { cleanText, hasSubstance } from '../form/substance.js';
import { noPeriod } from '../periods/period.service.js';
import type { PeriodRecord } from '../periods/reporting-period.js';
import { SubmissionService, type ListedSubmission } from '../submission.service.js';
import { differences, stateOfContent, type Difference } from './differences.js';

/** Sum of what municipalities say they paid each other, beside what they say they received, for one service. */
export interface MirrorLine {
  readonly service: string;
  readonly paid: number;
  readonly received: number;
  /** Difference in percent of the larger; 0 where both are zero. */
  readonly percent: number;
  readonly holds: boolean;
  /** Municipalities that have reported either. */
  readonly reporting: number;
}

/** Paid and received may differ by this much. */
export const MIRROR_PERCENT = 5;

export interface ExceptionRecord {
  readonly municipality: string;
  readonly module: FormModule;
  readonly until: string;
  readonly reason: string;
  readonly grantedAt: Date;
}

/** What LPS looks at before it accepts. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionService,
    private readonly approvals: ApprovalRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** What has changed since the last approval before the present content, or since last year. */
  async differences(actor: Actor, id: string, since: 'submission' | 'last_year'): Promise<Difference[]> {
    const opened = await this.submissions.open(actor, id);
    if (since === 'last_year')
      return differences(opened, opened.content.around.previous, new Set(['SU', 'SP', 'SD'] as const));
    return this.database.transaction(async (transaction) => {
      const found: Difference[] = [];
      for (const { module, contentHash, content } of await this.approvals.of(transaction, id)) {
        const isSame = contentHash === opened.contentHashes.get(module);
        const earlier = isSame ? await this.approvals.earlierContent(transaction, id, module) : content;
        if (earlier !== null) found.push(...differences(opened, stateOfContent(earlier), new Set([module])));
      }
      return found;
    }, scopeOf(actor));
  }

  /** The national mirror: what is paid to other municipalities must be what they received, within 5 %. */
  async mirror(actor: Actor, periodCode: string | undefined): Promise<MirrorLine[]> {
    const period = await this.submissions.period(periodCode);
    if (period === undefined) return [];
    const rows = await this.database.transaction(
      (transaction) =>
        transaction.query<{ service: string; paid: number; received: number; reporting: number }>(
          `select split_part(v.cell, '.', 2) as service,
                  coalesce(sum(v.value) filter (where v.cell like 'SP-IM-PAID.%'), 0) as paid,
                  coalesce(sum(v.value) filter (where v.cell like 'SP-IM-RECV.%'), 0) as received,
                  count(distinct v.municipality)::int as reporting
             from submitted_value v join submission s on s.id = v.submission_id
            where s.period_id = $1 and v.status = 'reported' and v.cell ~ '^SP-IM-(PAID|RECV)[.][A-Z]+$'
            group by 1 order by 1`,
          [period.id],
        ),
      scopeOf(actor),
    );
    return rows.map(({ service, paid, received, reporting }) => {
      const larger = Math.max(paid, received);
      const percent = larger === 0 ? 0 : (Math.abs(paid - received) / larger) * 100;
      return { service, paid, received, percent, holds: percent <= MIRROR_PERCENT, reporting };
    });
  }

  /** Completeness and timeliness of every municipality, for whoever is signed in. */
  async board(
    actor: Actor,
    periodCode: string | undefined,
  ): Promise<{ readonly items: ListedSubmission[]; readonly now: Date }> {
    const everybody: Actor = { ...actor, role: isLps(actor) ? actor.role : 'lps_analyst' };
    return this.submissions.list(everybody, { period: periodCode });
  }

  /** Corrections of accepted values that have taken effect. */
  async corrections(periodCode: string): Promise<CorrectionRecord[]> {
    const period = await this.existing(periodCode);
    const all = await this.database.transaction((transaction) => this.approvals.corrections(transaction, period.id), {
      wide: true,
    });
    return all.filter(({ recordedAt }) => recordedAt !== null);
  }

  /** Grants one municipality a later day for a module. @throws Problem 404, 422 without a reason */
  async grantException(
    actor: Actor,
    periodCode: string,
    wanted: Omit<ExceptionRecord, 'grantedAt'>,
  ): Promise<ExceptionRecord[]> {
    const period = await this.existing(periodCode);
    const reason = cleanText(wanted.reason);
    if (!hasSubstance(reason)) {
      const message = { lv: 'Norādiet iemeslu (vismaz 15 zīmes).', en: 'State the reason (at least 15 characters).' };
      throw unprocessable('reason_needed', message, [{ path: 'reason', code: 'reason_needed', message }]);
    }
    return this.audit.change(actor, async (transaction, record) => {
      const { municipality, module, until } = wanted;
      await transaction.query(
        `insert into deadline_exception (municipality, period_id, module, until, reason, granted_by)
           values ($1, $2, $3, $4, $5, $6)`,
        [municipality, period.id, module, until, reason, actor.userId],
      );
      await record({
        action: 'deadline.extended',
        subject: `period:${periodCode}`,
        municipality,
        after: { module, until },
        ...(reason === null ? {} : { reason }),
      });
      return exceptionsOf(transaction, period.id);
    });
  }

  async exceptions(actor: Actor, periodCode: string): Promise<ExceptionRecord[]> {
    const period = await this.existing(periodCode);
    return this.database.transaction((transaction) => exceptionsOf(transaction, period.id), scopeOf(actor));
  }

  private async existing(code: string): Promise<PeriodRecord> {
    const period = await this.submissions.period(code);
    if (period === undefined) throw noPeriod(code);
    return period;
  }
}

async function exceptionsOf(transaction: Transaction, periodId: number): Promise<ExceptionRecord[]> {
  return transaction.query<ExceptionRecord>(
    `select municipality, module, until::text as until, reason, granted_at as "grantedAt"
       from deadline_exception where period_id = $1 order by granted_at desc`,
    [periodId],
  );
}
