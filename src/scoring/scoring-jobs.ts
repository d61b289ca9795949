import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR } from '../http/actor.js';
import { JobRegistry } from '../queue/job-registry.js';
import { ScoringService } from './scoring.service.js';

/** Hands background jobs to the service. */
@Injectable()
export class ScoringJobs implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly scoring: ScoringService,
  ) {}

  onModuleInit(): void {
    this.jobs.register('scoring.run', async ({ payload }) => {
      await this.scoring.run(String(payload['runId']));
    });
    // Values were accepted: whatever they touched is scored anew. A second delivery finds nothing left to do.
    this.jobs.register('scoring.accepted', async () => {
      await this.scoring.request({}, SYSTEM_ACTOR);
    });
  }
}
