import { Module, type DynamicModule } from '@nestjs/common';
import { AnalysisModule } from './benchmarks/analysis/analysis.module.js';
import { BenchmarksModule } from './benchmarks/benchmarks.module.js';
import { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import type { DatabaseRole } from './database/data-source.js';
import { DatabaseModule } from './database/database.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { IndicatorsModule } from './indicators/indicators.module.js';
import { MunicipalitiesModule } from './municipalities/municipalities.module.js';
import { ObservationsModule } from './observations/observations.module.js';
import { SubmittedObservationsModule } from './observations/submitted/submitted-observations.module.js';
import { OpenDataModule } from './open-data/open-data.module.js';
import { OperationModule } from './operation/operation.module.js';
import { QueueModule } from './queue/queue.module.js';
import { SampleDataModule } from './sample-data/sample-data.module.js';
import { LaboratoryModule } from './scoring/laboratory/laboratory.module.js';
import { MethodsModule } from './scoring/methods/methods.module.js';
import { ScoringModule } from './scoring/scoring.module.js';
import { StartUpModule } from './start-up/start-up.module.js';
import { CollectionModule } from './submissions/collection.module.js';
import { SubmissionsModule } from './submissions/submissions.module.js';

/** What a process is made of besides its settings. */
export interface Assembly {
  readonly config: AppConfig;
  /** Of the database's owner: the queue keeps its own schema. */
  readonly databaseUrl: string;
  /** Of the login that can be nothing but `role`. */
  readonly serviceUrl: string;
  readonly role: DatabaseRole | undefined;
  /** Whether this process carries out background jobs. */
  readonly works: boolean;
}

/** Every room of the house, in the order in which data flow through them. */
@Module({})
export class AppModule {
  static forRoot({ config, databaseUrl, serviceUrl, role, works }: Assembly): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        DatabaseModule.forRoot({ url: serviceUrl, role, poolSize: 16 }),
        QueueModule.forRoot({ databaseUrl, redisUrl: config.redisUrl, works }),
        IdentityModule,
        IndicatorsModule,
        MunicipalitiesModule,
        SubmissionsModule,
        CollectionModule,
        ObservationsModule,
        SubmittedObservationsModule,
        SampleDataModule,
        ScoringModule,
        MethodsModule,
        LaboratoryModule,
        BenchmarksModule,
        AnalysisModule,
        OpenDataModule,
        OperationModule,
        StartUpModule,
      ],
    };
  }
}
