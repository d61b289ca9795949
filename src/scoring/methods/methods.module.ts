import { Module } from '@nestjs/common';
import { MunicipalitiesModule } from '../../municipalities/municipalities.module.js';
import { ScoringModule } from '../scoring.module.js';
import { MethodPreview, PresentEdition } from './method-preview.js';
import { MethodRepository } from './method.repository.js';
import { MethodsController } from './methods.controller.js';
import { MethodsService } from './methods.service.js';

/** Versions of the scoring method: LPS drafts them, tries them beside the present edition, and adopts them. */
@Module({
  imports: [ScoringModule, MunicipalitiesModule],
  controllers: [MethodsController],
  providers: [MethodRepository, MethodsService, PresentEdition, MethodPreview],
})
export class MethodsModule {}
