import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { DataSource, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { Database } from '../database/database.js';
import { JOBS } from './queue-connection.js';

const POLL_MS = 1000;
const RECONCILE_MS = 10_000;
const QUEUE_PATIENCE_MS = 5000;
const BATCH = 100;

interface OutboxRow {
  readonly id: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new Error('The queue does not answer.'));
    }, QUEUE_PATIENCE_MS).unref();
  });
  return Promise.race([work, late]);
}

/**
 * Hands jobs from the outbox to the queue, woken by a notification and by the clock; and hands them in again where the
 * queue has lost them (wiped Redis, restored backup). Several processes may do so at once: a job's id is the same
 * everywhere, and the queue takes it once.
 */
@Injectable()
export class OutboxDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('outbox');
  private readonly timers: NodeJS.Timeout[] = [];
  private listener: QueryRunner | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    @InjectQueue(JOBS) private readonly queue: Queue,
    private readonly database: Database,
    private readonly source: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.queue.on('error', (error) => {
      this.logger.debug({ msg: 'queue', err: error });
    });
    this.timers.push(setInterval(() => void this.tick(), POLL_MS));
    this.timers.push(setInterval(() => void this.reconcile(), RECONCILE_MS));
    void this.tick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.listener?.query('unlisten *').catch(() => undefined);
    await this.listener?.release().catch(() => undefined);
    this.listener = undefined;
    await this.running;
  }

  private async tick(): Promise<void> {
    await this.listen();
    this.again = true;
    this.running ??= this.dispatchWhileAsked().finally(() => (this.running = undefined));
    await this.running;
  }

  private async dispatchWhileAsked(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        while ((await this.dispatch()) === BATCH);
      } catch (error) {
        this.logger.warn({
          msg: 'jobs wait in the outbox',
          reason: error instanceof Error ? error.message : 'unknown',
        });
      }
    }
  }

  /** Keeps one connection that is told of new jobs at once; polling does without it. */
  private async listen(): Promise<void> {
    if (this.listener !== undefined || this.stopped) return;
    try {
      const runner = this.source.createQueryRunner();
      const client = (await runner.connect()) as PoolClient;
      this.listener = runner;
      client.on('notification', () => void this.tick());
      client.once('error', () => (this.listener = undefined));
      client.once('end', () => (this.listener = undefined));
      await client.query('listen outbox');
    } catch {
      this.listener = undefined;
    }
  }

  /** Hands in one batch; jobs stay in the outbox until the queue has taken them. */
  private dispatch(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const jobs = await tx.query<OutboxRow>(
        `select id, queue || '.' || name as kind, payload from outbox_job
         where dispatched_at is null and done_at is null and failed_at is null and coalesce(not_before, now()) <= now()
         order by created_at limit ${BATCH} for update skip locked`,
      );
      if (jobs.length === 0) return 0;
      await withinPatience(
        this.queue.addBulk(
          jobs.map(({ id, kind, payload }) => ({
            name: kind,
            data: payload,
            opts: { jobId: id, attempts: 5, backoff: { type: 'exponential', delay: 500 } },
          })),
        ),
      );
      await tx.query('update outbox_job set dispatched_at = now() where id = any($1)', [jobs.map(({ id }) => id)]);
      return jobs.length;
    });
  }

  /** Jobs handed in a while ago, not done, and unknown to the queue are handed in again. */
  async reconcile(): Promise<void> {
    try {
      const open = await this.database.query<{ id: string }>(
        `select id from outbox_job
         where dispatched_at < now() - interval '10 seconds' and done_at is null and failed_at is null
         order by created_at limit 1000`,
      );
      const known = await withinPatience(Promise.all(open.map(({ id }) => this.queue.getJobState(id))));
      const lost = open.filter((_, position) =>
        ['unknown', 'completed', 'failed'].includes(known[position] ?? 'unknown'),
      );
      if (lost.length === 0) return;
      this.logger.warn({ msg: 'jobs were lost by the queue and are handed in again', jobs: lost.length });
      for (const { id } of lost) await (await this.queue.getJob(id))?.remove().catch(() => undefined);
      await this.database.query('update outbox_job set dispatched_at = null where id = any($1)', [
        lost.map(({ id }) => id),
      ]);
      await this.tick();
    } catch (error) {
      this.logger.debug({ msg: 'reconciling waits', reason: error instanceof Error ? error.message : 'unknown' });
    }
  }
}
