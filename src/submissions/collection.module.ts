import { Module } from '@nestjs/common';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { Acceptance } from './actions/acceptance.js';
import { ActionEffects } from './actions/action-effects.js';
import { ActionService } from './actions/action.service.js';
import { ApprovalRepository } from './actions/approval.repository.js';
import { CollectionFacts } from './collection-facts.js';
import { FormController } from './files/form.controller.js';
import { FormService } from './files/form.service.js';
import { PeriodsModule } from './periods/periods.module.js';
import { ReceiptController } from './receipts/receipt.controller.js';
import { ReceiptService, ReceiptSurroundings } from './receipts/receipt.service.js';
import { ReminderService } from './reminders/reminder.service.js';
import { ReviewController } from './review/review.controller.js';
import { ReviewService } from './review/review.service.js';
import { ThreadRepository } from './review/thread.repository.js';
import { ThreadService } from './review/thread.service.js';
import { ThreadsController } from './review/threads.controller.js';
import { SubmissionReader } from './submission-reader.js';
import { SubmissionRepository } from './submission.repository.js';
import { SubmissionService } from './submission.service.js';
import { SubmissionsController } from './submissions.controller.js';
import { HistoryService } from './values/history.service.js';
import { ValueJournal } from './values/value-journal.js';
import { ValueRepository } from './values/value.repository.js';
import { ValueService } from './values/value.service.js';
import { ValuesController } from './values/values.controller.js';

/**
 * The yearly form: values, findings, approval, review, corrections. It needs an ObservationRecord, which the
 * observations room provides to the whole house.
 */
@Module({
  imports: [IndicatorsModule, MunicipalitiesModule, PeriodsModule],
  controllers: [
    ReviewController,
    SubmissionsController,
    ValuesController,
    FormController,
    ThreadsController,
    ReceiptController,
  ],
  providers: [
    AuditTrail,
    Acceptance,
    ActionEffects,
    ActionService,
    ApprovalRepository,
    CollectionFacts,
    FormService,
    HistoryService,
    ReceiptService,
    ReceiptSurroundings,
    ReminderService,
    ReviewService,
    SubmissionReader,
    SubmissionRepository,
    SubmissionService,
    ThreadRepository,
    ThreadService,
    ValueJournal,
    ValueRepository,
    ValueService,
  ],
  exports: [SubmissionService, ReminderService],
})
export class CollectionModule {}
