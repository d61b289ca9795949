import { availableParallelism } from 'node:os';
import { Module } from '@nestjs/common';
import { LaboratoryController } from './laboratory.controller.js';
import { LaboratoryPool, type PoolLimits } from './laboratory-pool.js';
import { LaboratoryService } from './laboratory.service.js';
import { LABORATORY_WORKER } from './place.js';
import { UnreadBody } from './unread-body.js';

const LIMITS: PoolLimits = {
  threads: Math.min(Math.max(availableParallelism(), 2), 4),
  waiting: 64,
  heapMebibytes: 2048,
  computeMs: 120_000,
  stallMs: 60_000,
};

/** The method laboratory (METHOD.md part 3): the arithmetic of the scores for whoever wants to check it. */
@Module({
  controllers: [LaboratoryController],
  providers: [
    LaboratoryService,
    UnreadBody,
    { provide: LaboratoryPool, useFactory: () => new LaboratoryPool(LABORATORY_WORKER, LIMITS) },
  ],
})
export class LaboratoryModule {}
