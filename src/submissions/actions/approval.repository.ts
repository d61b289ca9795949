import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import type { FormModule } from '../../http/actor.js';
import type { SubmissionRecord } from '../submission.repository.js';
import type { CorrectionCategory } from './action-request.js';
import type { StoredValue } from '../values/stored-value.js';

/** An approval with its receipt. */
export interface ApprovalRecord {
  readonly id: string;
  readonly module: FormModule;
  /** Hexadecimal SHA-256 of the canonical content. */
  readonly contentHash: string;
  readonly content: string;
  readonly asDeputy: boolean;
  readonly approvedAt: Date;
  readonly approvedBy: string;
  readonly approvedByName: string | null;
  readonly receipt: string;
}

export interface NewApproval {
  readonly module: FormModule;
  readonly hash: Buffer;
  readonly content: string;
  readonly asDeputy: boolean;
  readonly approvedBy: string;
}

/** One correction of a value that was accepted before. */
export interface CorrectionRecord {
  readonly id: string;
  readonly municipality: string;
  readonly module: FormModule;
  readonly cell: string;
  readonly category: CorrectionCategory;
  readonly reason: string;
  readonly oldValue: number | null;
  readonly oldStatus: string;
  readonly newValue: number | null;
  readonly newStatus: string | null;
  readonly openedAt: Date;
  readonly recordedAt: Date | null;
}

@Injectable()
export class ApprovalRepository {
  /** Keeps what was approved, by whom, and the receipt's number. */
  async add(transaction: Transaction, submission: SubmissionRecord, approval: NewApproval): Promise<void> {
    const { module, hash, content, asDeputy, approvedBy } = approval;
    const { id, municipality, period } = submission;
    const number = `${period.code}-${municipality}-${module}-${hash.toString('hex').slice(0, 12)}`;
    await transaction.query(
      `with approved as (
         insert into approval (submission_id, municipality, module, content_hash, content, as_deputy, approved_by)
           values ($1, $2, $3, $4, $5, $6, $7) returning id
       ) insert into receipt (approval_id, submission_id, municipality, number)
         select id, $1, $2, $8 from approved`,
      [id, municipality, module, hash, content, asDeputy, approvedBy, number],
    );
  }

  /** The newest approval of each module, or of all submissions' history where `newest` is false. */
  async of(transaction: Transaction, submissionId: string): Promise<ApprovalRecord[]> {
    return transaction.query<ApprovalRecord>(
      `select distinct on (a.module) a.id, a.module, encode(a.content_hash, 'hex') as "contentHash", a.content,
              a.as_deputy as "asDeputy", a.approved_at as "approvedAt", a.approved_by as "approvedBy",
              u.name as "approvedByName", r.number as receipt
         from approval a join receipt r on r.approval_id = a.id left join app_user u on u.id = a.approved_by
        where a.submission_id = $1 order by a.module, a.approved_at desc`,
      [submissionId],
    );
  }

  /** The content of a module at its last approval but one: what a renewed one is compared with. */
  async earlierContent(transaction: Transaction, submissionId: string, module: FormModule): Promise<string | null> {
    const rows = await transaction.query<{ content: string }>(
      `select content from approval where submission_id = $1 and module = $2 order by approved_at desc offset 1 limit 1`,
      [submissionId, module],
    );
    return rows[0]?.content ?? null;
  }

  async openCorrections(
    transaction: Transaction,
    submission: SubmissionRecord,
    cells: readonly { readonly module: FormModule; readonly cell: string; readonly before: StoredValue | undefined }[],
    why: { readonly category: CorrectionCategory; readonly reason: string; readonly openedBy: string },
  ): Promise<void> {
    const rows = cells.map(({ module, cell, before }) => ({
      module,
      cell,
      value: before?.value ?? null,
      status: before?.status ?? 'not_provided',
    }));
    await transaction.query(
      `insert into correction (submission_id, municipality, module, cell, category, reason, old_value, old_status, opened_by)
         select $1, $2, module, cell, $4, $5, value, status, $6
           from jsonb_to_recordset($3) as opened (module text, cell text, value double precision, status text)`,
      [submission.id, submission.municipality, JSON.stringify(rows), why.category, why.reason, why.openedBy],
    );
  }

  /** Notes what became of the corrections of a module when it is accepted again. */
  async recordCorrections(
    transaction: Transaction,
    submission: SubmissionRecord,
    module: FormModule,
    acceptedBy: string,
  ): Promise<void> {
    await transaction.query(
      `update correction c set recorded_at = now(), recorded_by = $3, new_value = v.value, new_status = v.status
         from submitted_value v
        where c.submission_id = $1 and c.module = $2 and c.recorded_at is null
          and v.submission_id = c.submission_id and v.cell = c.cell`,
      [submission.id, module, acceptedBy],
    );
  }

  /** Corrections of a period, newest first; those of others as row-level security allows. */
  async corrections(transaction: Transaction, periodId: number): Promise<CorrectionRecord[]> {
    return transaction.query<CorrectionRecord>(
      `select c.id, c.municipality, c.module, c.cell, c.category, c.reason, c.old_value as "oldValue",
              c.old_status as "oldStatus", c.new_value as "newValue", c.new_status as "newStatus",
              c.opened_at as "openedAt", c.recorded_at as "recordedAt"
         from correction c join submission s on s.id = c.submission_id
        where s.period_id = $1 order by c.opened_at desc, c.cell`,
      [periodId],
    );
  }
}
