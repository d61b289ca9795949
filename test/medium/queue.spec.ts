// Real: Postgres, BullMQ on Postgres and, where a Redis is found, on Redis. Nothing is mocked.
import { afterEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { Database } from '../../src/database/database.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { enqueue } from '../../src/database/outbox.js';
import { JobRegistry } from '../../src/queue/job-registry.js';
import { JOBS } from '../../src/queue/queue-connection.js';
import { OutboxDispatcher } from '../../src/queue/outbox-dispatcher.js';
import { QueueModule } from '../../src/queue/queue.module.js';
import { createTestDatabase, type TestDatabase } from '../factories/database.js';
import { eventually } from '../factories/eventually.js';
import { freshRedis } from '../factories/redis.js';

const redisUrl = freshRedis();
const backends = [
  { name: 'Postgres', url: undefined },
  ...(redisUrl === undefined ? [] : [{ name: 'Redis', url: redisUrl }]),
];
if (redisUrl === undefined) process.stdout.write('skipped: queue on Redis (no Redis found)\n');

describe.each(backends)('queue on $name', ({ url }) => {
  let suite: TestDatabase;
  let module: TestingModule;

  async function start(works: boolean): Promise<void> {
    suite = await createTestDatabase();
    module = await Test.createTestingModule({
      imports: [
        DatabaseModule.forRoot({ url: suite.url, role: 'macities_app' }),
        QueueModule.forRoot({ databaseUrl: suite.url, redisUrl: url, works }),
      ],
    }).compile();
    module.useLogger(false);
    await module.init();
  }
  const add = (payload: Record<string, unknown> = {}) =>
    module.get(Database).transaction((tx) => enqueue(tx, { queue: 'test', name: 'work', payload }));
  const row = async (id: string) =>
    (
      await module
        .get(Database)
        .query<{ done: boolean; failed: boolean }>(
          'select done_at is not null as done, failed_at is not null as failed from outbox_job where id = $1',
          [id],
        )
    )[0];

  afterEach(async () => {
    await module.close();
    await suite.close();
  });

  it('carries a job from its cause to its handler', async () => {
    await start(true);
    const seen: unknown[] = [];
    module.get(JobRegistry).register('test.work', (job) => Promise.resolve(void seen.push(job.payload)));
    const id = await add({ a: 1 });
    await eventually(async () => {
      expect(await row(id)).toEqual({ done: true, failed: false });
    });
    expect(seen).toEqual([{ a: 1 }]);
  });

  it('tries a failing job again and carries it out once', async () => {
    await start(true);
    let attempts = 0;
    module.get(JobRegistry).register('test.work', () => {
      attempts++;
      return attempts < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve();
    });
    const id = await add();
    await eventually(async () => {
      expect(await row(id)).toEqual({ done: true, failed: false });
    }, 15_000);
    expect(attempts).toBe(3);
  });

  it('delivers the same job ten times and does its work once', async () => {
    await start(true);
    let runs = 0;
    module.get(JobRegistry).register('test.work', () => {
      runs++;
      return Promise.resolve();
    });
    const id = await add();
    await eventually(async () => {
      expect((await row(id))?.done).toBe(true);
    });
    const queue = module.get<Queue>(getQueueToken(JOBS));
    for (let i = 0; i < 10; i++) await queue.add('test.work', {}, { jobId: id });
    await eventually(async () => {
      const counts = await queue.getJobCounts('waiting', 'active', 'delayed');
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(0);
    });
    expect(runs).toBe(1);
  });

  it('hands a job in again that the queue has lost', async () => {
    await start(false);
    const id = await add();
    const queue = module.get<Queue>(getQueueToken(JOBS));
    await eventually(async () => {
      expect(await queue.getJob(id)).toBeDefined();
    });
    await queue.obliterate({ force: true });
    expect(await queue.getJob(id)).toBeUndefined();
    await module
      .get(Database)
      .query(`update outbox_job set dispatched_at = now() - interval '1 minute' where id = $1`, [id]);
    await module.get(OutboxDispatcher).reconcile();
    await eventually(async () => {
      expect(await queue.getJob(id)).toBeDefined();
    });
  });
});
