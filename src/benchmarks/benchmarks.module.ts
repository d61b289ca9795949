import { Module } from '@nestjs/common';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { PeriodsModule } from '../submissions/periods/periods.module.js';
import { AnswerCache } from './api/answer-cache.js';
import { BenchmarksController } from './api/benchmarks.controller.js';
import { EditionChanges } from './api/edition-changes.js';
import { EditionsController } from './api/editions.controller.js';
import { ExplanationsController } from './api/explanations.controller.js';
import { OverviewController } from './api/overview.controller.js';
import { ProfilesController } from './api/profiles.controller.js';
import { Boundaries } from './charts/boundaries.js';
import { ChartData } from './charts/chart-data.js';
import { ChartsController } from './charts/charts.controller.js';
import { Charts } from './charts/charts.service.js';
import { ComparisonData } from './charts/comparison-data.js';
import { FunnelChartData } from './charts/funnel-data.js';
import { IndexData } from './charts/index-data.js';
import { RankIntervalData } from './charts/rank-interval-data.js';
import { ChangeList } from './editions/change-list.js';
import { EditionRepository } from './editions/edition.repository.js';
import { EditionViews } from './editions/edition-views.js';
import { Publication, PublicationRecord } from './editions/publication.js';
import { PublishedRuns } from './editions/published-runs.js';
import { Benchmarks } from './figures/benchmarks.js';
import { ComparisonGroups } from './figures/comparison-group.js';
import { ExplanationParts, Explanations } from './figures/explanations.js';
import { FigureStore } from './figures/figure-store.js';
import { IndexExplanations } from './figures/index-explanations.js';
import { Overviews } from './figures/overview.js';
import { Profiles } from './figures/profiles.js';
import { Questions } from './figures/questions.js';
import { SourceTexts } from './figures/source-texts.js';
import { ChartRenderer } from './rendering/chart-renderer.js';

const EDITIONS = [EditionRepository, EditionViews, PublishedRuns, ChangeList, PublicationRecord, Publication];
const FIGURES = [
  FigureStore,
  ComparisonGroups,
  SourceTexts,
  Questions,
  Benchmarks,
  Profiles,
  IndexExplanations,
  ExplanationParts,
  Explanations,
  Overviews,
];
const CHARTS = [Boundaries, ComparisonData, IndexData, FunnelChartData, RankIntervalData, ChartData, Charts];

/**
 * Editions, what may be shown of them and to whom, benchmarks, profiles, explanations, charts as data and as images.
 * It computes nothing that a run has computed; what a run did not foresee (neighbours, own groups, today's borders) it
 * computes in memory with the same kernel.
 */
@Module({
  imports: [IndicatorsModule, MunicipalitiesModule, PeriodsModule, ScoringModule],
  controllers: [
    BenchmarksController,
    ProfilesController,
    ExplanationsController,
    ChartsController,
    EditionsController,
    OverviewController,
  ],
  providers: [
    ...EDITIONS,
    ...FIGURES,
    ...CHARTS,
    AnswerCache,
    AuditTrail,
    EditionChanges,
    { provide: ChartRenderer, useFactory: () => new ChartRenderer() },
  ],
  exports: [
    Publication,
    EditionRepository,
    EditionViews,
    Questions,
    Benchmarks,
    Profiles,
    FigureStore,
    AnswerCache,
    Charts,
    ChartRenderer,
  ],
})
export class BenchmarksModule {}
