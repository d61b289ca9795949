import { Module } from '@nestjs/common';
import { PeriodsModule } from './periods/periods.module.js';

/** The yearly collection. */
@Module({
  imports: [PeriodsModule],
  exports: [PeriodsModule],
})
export class SubmissionsModule {}
