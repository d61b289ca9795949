import { Module } from '@nestjs/common';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { ObservationsModule } from '../observations/observations.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { PeriodsModule } from '../submissions/periods/periods.module.js';
import { ChangeList } from './editions/change-list.js';
import { EditionRepository } from './editions/edition.repository.js';
import { Publication, PublicationRecord } from './editions/publication.js';
import { PublishedRuns } from './editions/published-runs.js';

/** Editions, disclosure, the read model, charts as images, explanations. */
@Module({
  imports: [IndicatorsModule, MunicipalitiesModule, PeriodsModule, ObservationsModule, ScoringModule],
  providers: [EditionRepository, PublishedRuns, ChangeList, PublicationRecord, Publication],
  exports: [Publication],
})
export class BenchmarksModule {}
