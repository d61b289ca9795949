import { Module } from '@nestjs/common';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { PeriodRepository } from './period.repository.js';
import { PeriodService } from './period.service.js';
import { PeriodsController } from './periods.controller.js';

/** Reporting periods, on which everything that has a date leans. */
@Module({
  controllers: [PeriodsController],
  providers: [PeriodRepository, PeriodService, AuditTrail],
  exports: [PeriodService],
})
export class PeriodsModule {}
