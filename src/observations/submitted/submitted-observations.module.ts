import { Global, Module } from '@nestjs/common';
import { IndicatorsModule } from '../../indicators/indicators.module.js';
import { ObservationRecord } from '../../submissions/values/observation-record.js';
import { ObservationColumns } from '../columns/observation-columns.js';
import { ObservationRevisions } from '../revisions/observation-revisions.js';
import { SubmittedObservations } from './submitted-observations.js';

/** Gives the yearly collection, which stands before this room, its way to the record of observations. */
@Global()
@Module({
  imports: [IndicatorsModule],
  providers: [
    ObservationColumns,
    ObservationRevisions,
    { provide: ObservationRecord, useClass: SubmittedObservations },
  ],
  exports: [ObservationRecord],
})
export class SubmittedObservationsModule {}
