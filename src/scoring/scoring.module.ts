import { Module } from '@nestjs/common';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { ObservationsModule } from '../observations/observations.module.js';
import { PeriodsModule } from '../submissions/periods/periods.module.js';
import { ScoringRunsController } from './api/scoring-runs.controller.js';
import { ScorePool } from './kernel/score-pool.js';
import { HouseScoringInputs, ScoringInputs } from './runs/scoring-inputs.js';
import { ScoreReader } from './reading/score-reader.js';
import { FreshColumns } from './runs/fresh-columns.js';
import { RunRequests } from './runs/run-requests.js';
import { RunEngine } from './runs/run-engine.js';
import { RunRepository } from './runs/run-repository.js';
import { ScoringJobs } from './scoring-jobs.js';
import { ScoringService } from './scoring.service.js';
import { SOFTWARE_VERSION, WORKER_FILE } from './place.js';
import { SoftwareVersion } from './software-version.js';

/** Runs: from the columns of values to ranks and statistics within every peer group. Publishes nothing. */
@Module({
  imports: [IndicatorsModule, MunicipalitiesModule, ObservationsModule, PeriodsModule],
  controllers: [ScoringRunsController],
  providers: [
    AuditTrail,
    ScoringService,
    ScoringJobs,
    RunRequests,
    FreshColumns,

    RunEngine,
    RunRepository,
    ScoreReader,
    { provide: ScoringInputs, useClass: HouseScoringInputs },
    { provide: ScorePool, useFactory: () => new ScorePool(WORKER_FILE) },
    { provide: SoftwareVersion, useFactory: () => new SoftwareVersion(SOFTWARE_VERSION) },
  ],
  exports: [ScoringService, ScoringInputs, RunRepository, ScoreReader],
})
export class ScoringModule {}
