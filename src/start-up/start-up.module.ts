/** Makes a database ready for work. The last room: it may use every other one. */
import { Module } from '@nestjs/common';
import { BenchmarksModule } from '../benchmarks/benchmarks.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { ObservationsModule } from '../observations/observations.module.js';
import { SampleDataModule } from '../sample-data/sample-data.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { FirstEditions } from './first-editions.js';
import { FirstPeople } from './first-people.js';
import { OwnContent } from './own-content.js';
import { Preparation } from './preparation.js';
import { SampleFigures } from './sample-figures.js';

@Module({
  imports: [
    IndicatorsModule,
    MunicipalitiesModule,
    ObservationsModule,
    SampleDataModule,
    ScoringModule,
    BenchmarksModule,
  ],
  providers: [Preparation, OwnContent, FirstPeople, SampleFigures, FirstEditions],
  exports: [Preparation],
})
export class StartUpModule {}
