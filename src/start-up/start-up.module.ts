/** Makes a database ready for work. The last room: it may use every other one. */
import { Module } from '@nestjs/common';
import { IndicatorsModule } from '../indicators/indicators.module.js';
import { MunicipalitiesModule } from '../municipalities/municipalities.module.js';
import { Preparation } from './preparation.js';

@Module({ imports: [IndicatorsModule, MunicipalitiesModule], providers: [Preparation], exports: [Preparation] })
export class StartUpModule {}
