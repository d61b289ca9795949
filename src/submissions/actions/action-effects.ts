import { Injectable } from '@nestjs/common';
import { SubmissionRepository } from '../submission.repository.js';
import { Acceptance } from './acceptance.js';
import { ApprovalRepository } from './approval.repository.js';

/** Where actions leave their traces. */
@Injectable()
export class ActionEffects {
  constructor(
    readonly submissions: SubmissionRepository,
    readonly approvals: ApprovalRepository,
    readonly acceptance: Acceptance,
  ) {}
}
