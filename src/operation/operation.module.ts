/** What an operator asks of the running service: is it alive, is it ready, how is it doing. */
import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { Readiness } from './readiness.js';

@Module({ controllers: [HealthController, MetricsController], providers: [Readiness, Metrics], exports: [Metrics] })
export class OperationModule {}
