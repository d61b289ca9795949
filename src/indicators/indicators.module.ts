import { Module } from '@nestjs/common';
import { AuditTrail } from '../identity/audit/audit-trail.js';
import { CatalogueImport } from './catalogue-import.js';
import { CatalogueController } from './catalogue.controller.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { CatalogueService } from './catalogue.service.js';
import { IndicatorsController } from './indicators.controller.js';
import { YamlBody } from './yaml-body.js';

/**
 * The catalogues: what is measured, how values are checked and derived, in which version. Pure reading and compiling
 * stand in `document`, `expressions` and `compiled`; this room knows no municipality and no value.
 */
@Module({
  controllers: [IndicatorsController, CatalogueController],
  providers: [CatalogueRepository, CatalogueImport, CatalogueService, YamlBody, AuditTrail],
  exports: [CatalogueService],
})
export class IndicatorsModule {}
