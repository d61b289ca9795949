/**
 * Observations: the approved values of municipalities as append-only revisions, the columns that scoring reads, and the
 * import of files. It does not score, and it does not know the yearly form: what a submission brings is appended here by
 * whoever accepts it.
 */
import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { JobRegistry } from '../queue/job-registry.js';
import { PeriodsModule } from '../submissions/periods/periods.module.js';
import { ObservationColumns } from './columns/observation-columns.js';
import { ObservationExport } from './export/observation-export.js';
import { ImportContexts } from './importing/import-contexts.js';
import { ImportRepository } from './importing/import.repository.js';
import { ImportRun } from './importing/import-run.js';
import { ImportService } from './importing/import.service.js';
import { ImportUndo } from './importing/import-undo.js';
import { ObservationImport } from './importing/observation-import.js';
import { ImportsController } from './imports.controller.js';
import { ObservationRevisions } from './revisions/observation-revisions.js';

@Module({
  imports: [IndicatorsModule, MunicipalitiesModule, PeriodsModule],
  controllers: [ImportsController],
  providers: [
    AuditTrail,
    ImportContexts,
    ImportRepository,
    ImportRun,
    ImportService,
    ImportUndo,
    ObservationColumns,
    ObservationExport,
    ObservationImport,
    ObservationRevisions,
  ],
  exports: [ImportService, ImportUndo, ObservationColumns, ObservationExport, ObservationRevisions],
})
export class ObservationsModule implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly imports: ImportService,
  ) {}

  onModuleInit(): void {
    this.jobs.register('imports.run', async ({ payload }) => this.imports.runQueued(String(payload['importId'])));
  }
}
