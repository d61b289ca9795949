import { Module } from '@nestjs/common';
import { BenchmarksModule } from '../benchmarks/benchmarks.module.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { PublishedRuns } from '../benchmarks/editions/published-runs.js';
import { SourceTexts } from '../benchmarks/figures/source-texts.js';
import { PeriodsModule } from '../submissions/periods/periods.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { EmbedController } from './embed/embed.controller.js';
import { EditionShelf } from './figures/edition-shelf.js';
import { HouseFigures, PublicView } from './figures/house-figures.js';
import { OpenGroups } from './figures/open-groups.js';
import { OpenStates } from './figures/open-states.js';
import { PublishedFigures } from './figures/published-figures.js';
import { OPEN_DATA_CONTROLLERS, OPEN_DATA_PROVIDERS } from './open-data-parts.js';

/**
 * Published figures in the forms that other people's programs already understand: Kolada, JSON-stat, PxWeb, plain
 * files, feed and catalogue. Only what everybody may see; nobody is signed in here.
 */
@Module({
  imports: [BenchmarksModule, IndicatorsModule, MunicipalitiesModule, PeriodsModule, ScoringModule],
  controllers: [...OPEN_DATA_CONTROLLERS, EmbedController],
  providers: [
    ...OPEN_DATA_PROVIDERS,
    PublishedRuns,
    SourceTexts,
    EditionShelf,
    OpenGroups,
    OpenStates,
    PublicView,
    { provide: PublishedFigures, useClass: HouseFigures },
  ],
})
export class OpenDataModule {}
