import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Queue } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Database } from '../database/database.js';
import { JOBS } from '../queue/queue-connection.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const RUNS = 'select state, count(*)::int as count from scoring_run group by state';
const IMPORTS = 'select state, count(*)::int as count from import group by state';
const SUBMISSIONS = 'select state, count(*)::int as count from submission_module group by state';

/** Figures about the running service in Prometheus' form. Labels name routes, never addresses or persons. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'macities_http_request_seconds',
    help: 'Time to answer a request, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor(
    private readonly database: Database,
    @InjectQueue(JOBS) private readonly queue: Queue,
    private readonly host: HttpAdapterHost,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.watchQueue();
    this.watchOutbox();
    this.watchRuns();
    this.watchWork('macities_submissions', 'Submissions, by state of their modules', SUBMISSIONS);
    this.watchWork('macities_imports', 'Imports, by state', IMPORTS);
  }

  /** Times every request; called once when the server is prepared. */
  observeRequests(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', (request, reply, done) => {
      const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode };
      this.requests.observe(labels, reply.elapsedTime / 1000);
      done();
    });
  }

  private watchQueue(): void {
    const { queue } = this;
    new Gauge({
      name: 'macities_queue_jobs',
      help: 'Jobs in the queue, by state',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed').catch(() => ({}));
        for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
      },
    });
  }

  private watchOutbox(): void {
    const { database } = this;
    const gauges = {
      open: new Gauge({ name: 'macities_outbox_open_jobs', help: 'Jobs written and not done', registers: [] }),
      failed: new Gauge({ name: 'macities_outbox_failed_jobs', help: 'Jobs given up', registers: [] }),
    };
    new Gauge({
      name: 'macities_outbox_oldest_seconds',
      help: 'Age of the oldest job that is written and not done',
      registers: [this.registry],
      async collect() {
        const rows = await database
          .query<{ open: number; failed: number; oldest: number }>(
            `select count(*) filter (where failed_at is null)::int as open,
                    count(*) filter (where failed_at is not null)::int as failed,
                    coalesce(extract(epoch from now() - min(created_at) filter (where failed_at is null)), 0)::float as oldest
             from outbox_job where done_at is null`,
          )
          .catch(() => []);
        this.set(rows[0]?.oldest ?? Number.NaN);
        gauges.open.set(rows[0]?.open ?? Number.NaN);
        gauges.failed.set(rows[0]?.failed ?? Number.NaN);
      },
    });
    for (const gauge of Object.values(gauges)) this.registry.registerMetric(gauge);
  }

  /** Counts by state; a state that nothing is in any more says nothing. */
  private watchWork(name: string, help: string, sql: string): void {
    const { database } = this;
    new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        const rows = await database
          .transaction((tx) => tx.query<{ state: string; count: number }>(sql), { wide: true }) // of all municipalities
          .catch(() => []);
        this.reset();
        for (const { state, count } of rows) this.set({ state }, count);
      },
    });
  }

  private watchRuns(): void {
    const { database } = this;
    new Gauge({
      name: 'macities_scoring_last_run_seconds',
      help: 'How long the newest finished scoring run took',
      registers: [this.registry],
      async collect() {
        const rows = await database
          .query<{ seconds: number }>(
            `select extract(epoch from finished_at - started_at)::float as seconds
             from scoring_run where state = 'done' order by sequence desc limit 1`,
          )
          .catch(() => []);
        this.set(rows[0]?.seconds ?? Number.NaN);
      },
    });
    this.watchWork('macities_scoring_runs', 'Scoring runs, by state', RUNS);
  }

  /** The figures as text, with their media type. */
  async text(): Promise<{ text: string; contentType: string }> {
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }
}
