import { Module } from '@nestjs/common';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { SubmissionsModule } from '../submissions/submissions.module.js';
import { SampleData } from './sample-data.service.js';

/** Made-up values for trying the service out. */
@Module({
  imports: [MunicipalitiesModule, SubmissionsModule],
  providers: [SampleData],
  exports: [SampleData],
})
export class SampleDataModule {}
