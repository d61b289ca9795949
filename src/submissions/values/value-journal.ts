import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { EMPTY, type Content } from '../form/read-entry.js';
import type { LoadedSubmission } from '../submission-reader.js';
import { SubmissionRepository } from '../submission.repository.js';
import type { StoredValue } from './stored-value.js';
import { ValueRepository } from './value.repository.js';

/** Who changes values, and why. */
export interface Authorship {
  readonly actor: Actor;
  readonly reason: string | null;
}

/** Writes values so that nothing is lost: the value, its history and the audit entry, in one transaction. */
@Injectable()
export class ValueJournal {
  constructor(
    readonly values: ValueRepository,
    private readonly submissions: SubmissionRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Writes the values; the caller holds their modules. */
  async write(
    transaction: Transaction,
    { submission, content }: LoadedSubmission,
    written: readonly StoredValue[],
    { actor, reason }: Authorship,
  ): Promise<void> {
    if (written.length === 0) return;
    const moduleOf = (key: string) => content.form.byKey.get(key)?.module ?? 'SU';
    const writes = written.map((value) => ({ ...value, module: moduleOf(value.cell) }));
    const owner = { submissionId: submission.id, municipality: submission.municipality };
    await this.values.write(transaction, owner, writes, reason);
    await this.submissions.touch(transaction, submission.id, [...new Set(writes.map(({ module }) => module))]);
    await this.audit.recordAll(
      transaction,
      written.map((after) => ({
        actor,
        action: 'value.changed',
        subject: `submission:${submission.id}`,
        municipality: submission.municipality,
        before: audited(after.cell, content.values.get(after.cell)),
        after: audited(after.cell, after),
        ...(reason === null ? {} : { reason }),
      })),
    );
  }
}

function audited(cell: string, content: Content | undefined): Record<string, unknown> {
  const { value, content: text, status, comment, evidence } = content ?? EMPTY;
  return { cell, value, content: text, status, comment, evidence };
}
