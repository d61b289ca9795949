import { Module } from '@nestjs/common';
import { IndicatorsModule } from '../../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../../municipalities/municipalities.module.js';
import { ScoringModule } from '../../scoring/scoring.module.js';
import { BenchmarksModule } from '../benchmarks.module.js';
import { IndexData } from '../charts/index-data.js';
import { RankIntervalData } from '../charts/rank-interval-data.js';
import { IndexExplanations } from '../figures/index-explanations.js';
import { SourceTexts } from '../figures/source-texts.js';
import { Analyses, AnalysisKinds } from './analyses.js';
import { AnalysisController } from './analysis.controller.js';
import { ServiceCostAnalysis } from './service-costs.js';
import { SmallNumberAnalysis } from './small-numbers.js';
import { IndexParts, SupportIndexAnalysis } from './support-index-analysis.js';
import { VisibleValues } from './visible-values.js';

/** The support index taken apart, costs at the peers' price, rates of few cases. */
@Module({
  imports: [IndicatorsModule, MunicipalitiesModule, ScoringModule, BenchmarksModule],
  controllers: [AnalysisController],
  providers: [
    IndexData,
    IndexExplanations,
    RankIntervalData,
    SourceTexts,
    VisibleValues,
    IndexParts,
    SupportIndexAnalysis,
    ServiceCostAnalysis,
    SmallNumberAnalysis,
    AnalysisKinds,
    Analyses,
  ],
})
export class AnalysisModule {}
