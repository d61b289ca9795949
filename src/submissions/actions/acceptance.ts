import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../database/database.js';
import type { Actor, FormModule } from '../../http/actor.js';
import { conflict } from '../../http/problem.js';
import type { LoadedSubmission } from '../submission-reader.js';
import { SubmissionRepository, type ModuleRecord } from '../submission.repository.js';
import { ObservationRecord, type AcceptedValue } from '../values/observation-record.js';
import { hashOf, type ContentIdentity, type SubmissionContent } from '../values/submission-content.js';
import { ApprovalRepository } from './approval.repository.js';

/** Whose content it is, for the hash. */
export function identityOf({ submission }: Pick<LoadedSubmission, 'submission'>): ContentIdentity {
  return { submission: submission.id, municipality: submission.municipality, period: submission.period.code };
}

/** Accepted values become observations in the transaction of their acceptance. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly approvals: ApprovalRepository,
    private readonly record: ObservationRecord,
  ) {}

  /**
   * Puts the values of a module on record; a practice period leaves none.
   *
   * @returns number of values that changed on record
   * @throws Problem 409 where the content is not what was approved
   */
  async accept(
    transaction: Transaction,
    loaded: LoadedSubmission,
    module: ModuleRecord,
    actor: Actor,
  ): Promise<number> {
    const { submission, content } = loaded;
    const hash = hashOf(content.canonical(module.module, identityOf(loaded))).toString('hex');
    if (hash !== module.approvedHash)
      throw conflict('approval_void', {
        lv: 'Saturs vairs nav tas, ko apstiprināja. Vajadzīgs jauns apstiprinājums.',
        en: 'The content is no longer what was approved. It needs a new approval.',
      });
    await this.approvals.recordCorrections(transaction, submission, module.module, actor.userId);
    if (submission.period.isPractice) return 0;
    const isRevision = submission.stage === 'final' || submission.stage === 'revised';
    const accepted = acceptedValues(content, module.module, isRevision);
    const count = await this.record.accept(transaction, accepted, {
      submissionId: submission.id,
      municipalityId: submission.municipalityId,
      periodId: submission.period.id,
      reason: isRevision ? module.returnReason : null,
      acceptedBy: actor.userId,
    });
    if (isRevision && count > 0) await this.submissions.setStage(transaction, submission.id, 'revised');
    return count;
  }
}

/** The values of a module as they go on record; what a value of zero or a missing service implies is said. */
export function acceptedValues(content: SubmissionContent, module: FormModule, isRevision: boolean): AcceptedValue[] {
  const quality = isRevision ? 'revised' : 'normal';
  return content.form.cells.flatMap((cell): AcceptedValue[] => {
    if (cell.module !== module || cell.kind !== 'collected' || cell.valueType === 'list') return [];
    const { value, status } = content.at(cell);
    if (status !== 'not_provided') return [{ cell: cell.key, value, status, quality }];
    const implied = content.impliedBy(cell);
    if (implied === null) return [];
    return implied === 'zero'
      ? [{ cell: cell.key, value: 0, status: 'reported', quality }]
      : [{ cell: cell.key, value: null, status: 'not_applicable', quality }];
  });
}
