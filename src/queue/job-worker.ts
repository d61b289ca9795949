import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Database } from '../database/database.js';
import { completeJob } from '../database/outbox.js';
import { JobRegistry } from './job-registry.js';
import { JOBS } from './queue-connection.js';

const SHUTDOWN_PATIENCE_MS = 8000;

/**
 * Carries out jobs by handing them to the service that registered for them. A worker that is killed keeps its lock for
 * six seconds; then the job is delivered again, as often as needed: a job fails by its own errors only.
 */
@Processor(JOBS, {
  concurrency: 4,
  lockDuration: 6000,
  stalledInterval: 2000,
  maxStalledCount: 1000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 1000 },
})
export class JobWorker extends WorkerHost implements BeforeApplicationShutdown {
  private readonly logger = new Logger('jobs');
  private readonly stopping = new AbortController();

  constructor(
    private readonly registry: JobRegistry,
    private readonly database: Database,
  ) {
    super();
  }

  override async process(job: Job<Record<string, unknown>>): Promise<void> {
    const id = job.id ?? '';
    if (await this.isDone(id)) return;
    try {
      await this.registry.handlerOf(job.name)({ id, name: job.name, payload: job.data, signal: this.stopping.signal });
      await this.database.transaction((tx) => completeJob(tx, id));
    } catch (error) {
      await this.note(job, error);
      throw error;
    }
  }

  private async isDone(id: string): Promise<boolean> {
    const rows = await this.database.query<{ done: boolean }>(
      'select done_at is not null as done from outbox_job where id = $1',
      [id],
    );
    return rows[0]?.done ?? true;
  }

  private async note(job: Job, error: unknown): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const last = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    this.logger.error({
      msg: 'job failed',
      job: job.name,
      id: job.id,
      attempt: job.attemptsMade + 1,
      last,
      err: error,
    });
    await this.database
      .query(`update outbox_job set failure = $2, failed_at = case when $3 then now() end where id = $1`, [
        job.id,
        error instanceof Error ? error.message.slice(0, 1000) : 'unknown',
        last,
      ])
      .catch(() => undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const patience = new Promise<'late'>((resolve) => setTimeout(resolve, SHUTDOWN_PATIENCE_MS, 'late').unref());
    if ((await Promise.race([this.worker.close(), patience])) === 'late') await this.worker.close(true);
  }
}
